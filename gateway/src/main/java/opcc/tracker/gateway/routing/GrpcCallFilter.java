package opcc.tracker.gateway.routing;

import com.google.protobuf.DynamicMessage;
import io.grpc.Metadata;
import java.util.List;
import opcc.tracker.gateway.answers.WholeAnswer;
import opcc.tracker.gateway.problems.GatewayProblems;
import opcc.tracker.gateway.problems.GrpcProblems;
import opcc.tracker.gateway.problems.ProblemException;
import opcc.tracker.gateway.problems.ProblemResponse;
import opcc.tracker.gateway.transcoding.BindingIndex.Lookup;
import opcc.tracker.gateway.transcoding.HttpBinding;
import opcc.tracker.gateway.transcoding.JsonMessageWriter;
import opcc.tracker.gateway.transcoding.RequestAssembler;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * The last filter of a route to a gRPC service: JSON in, one call, JSON or a file out. Calls with a stream are left to
 * {@link StreamedCalls}.
 */
@Component
final class GrpcCallFilter implements GlobalFilter, Ordered {

    private final ServiceTargets targets;
    private final GatewaySettings settings;
    private final GrpcMethods methods;
    private final StreamedCalls streams;

    GrpcCallFilter(ServiceTargets targets, GatewaySettings settings, GrpcMethods methods, StreamedCalls streams) {
        this.targets = targets;
        this.settings = settings;
        this.methods = methods;
        this.streams = streams;
    }

    /** Spring's own filters, which route by HTTP, are switched off: this one is the only one. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE - 1;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Lookup.Found found = MatchedRule.found(exchange);
        if (found == null) {
            return chain.filter(exchange);
        }
        HttpBinding binding = found.binding();
        List<MediaType> types = AnswerTypes.of(binding.rpc());
        if (!AnswerTypes.accepts(exchange.getRequest().getHeaders(), types)) {
            return Mono.error(new ProblemException(GatewayProblems.notAcceptable(types)));
        }
        Mono<Void> answered = binding.rpc().isStream() ? streams.answer(exchange, found) : unary(exchange, found);
        return answered.onErrorResume(
                CallFailedException.class,
                failure -> ProblemResponse.write(
                        exchange, GrpcProblems.of(failure.status(), failure.trailers(), binding)));
    }

    private Mono<Void> unary(ServerWebExchange exchange, Lookup.Found found) {
        HttpBinding binding = found.binding();
        Metadata headers = CallHeaders.of(exchange);
        HttpHeaders asked = exchange.getRequest().getHeaders();
        // Here as well, so that a header that is wrong is told before the body is waited for.
        CallTime.options(asked, settings.deadline());
        return RequestBody.of(exchange.getRequest(), binding.rpc(), settings)
                .flatMap(body -> targets.of(binding.rpc().service().getFullName())
                        .call(
                                methods.of(binding.rpc()),
                                CallTime.options(asked, settings.deadline()),
                                headers,
                                RequestAssembler.assemble(
                                        binding,
                                        found.pathValues(),
                                        exchange.getRequest().getURI().getRawQuery(),
                                        body)))
                .flatMap(answer -> write(exchange, binding, answer));
    }

    private static Mono<Void> write(ServerWebExchange exchange, HttpBinding binding, DynamicMessage answer) {
        if (!binding.rpc().mediaTypes().isEmpty()) {
            return FileAnswer.write(exchange, binding.rpc(), answer);
        }
        exchange.getResponse().getHeaders().setContentType(MediaType.APPLICATION_JSON);
        return WholeAnswer.write(exchange, JsonMessageWriter.write(answer, binding.responseField()));
    }
}
