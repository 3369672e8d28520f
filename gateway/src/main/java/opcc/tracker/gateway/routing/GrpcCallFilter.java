package opcc.tracker.gateway.routing;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.isAlreadyRouted;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.setAlreadyRouted;

import com.google.protobuf.DynamicMessage;
import io.grpc.CallOptions;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.protobuf.ProtoUtils;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import opcc.tracker.gateway.contracts.Rpc;
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
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * The last filter of a route to a gRPC service: JSON in, one call, JSON or a file out. Only unary calls are made here; a streaming
 * RPC would be told apart by its method descriptor and answered by a writer of its own.
 */
@Component
final class GrpcCallFilter implements GlobalFilter, Ordered {

    private final ServiceTargets targets;
    private final GatewaySettings settings;
    private final Map<Rpc, MethodDescriptor<DynamicMessage, DynamicMessage>> methods = new ConcurrentHashMap<>();

    GrpcCallFilter(ServiceTargets targets, GatewaySettings settings) {
        this.targets = targets;
        this.settings = settings;
    }

    /** Before Spring's own routing filters, which know nothing of {@code grpc:}. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE - 1;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        URI target = exchange.getRequiredAttribute(GATEWAY_REQUEST_URL_ATTR);
        Lookup.Found found = MatchedRule.found(exchange);
        if (found == null || isAlreadyRouted(exchange) || !"grpc".equals(target.getScheme())) {
            return chain.filter(exchange);
        }
        setAlreadyRouted(exchange);
        HttpBinding binding = found.binding();
        List<MediaType> types = AnswerTypes.of(binding.rpc());
        if (!AnswerTypes.accepts(exchange.getRequest().getHeaders(), types)) {
            return Mono.error(new ProblemException(GatewayProblems.notAcceptable(types)));
        }
        Metadata headers = CallHeaders.of(exchange);
        return body(exchange, binding.rpc())
                .map(body -> RequestAssembler.assemble(
                        binding,
                        found.pathValues(),
                        exchange.getRequest().getURI().getRawQuery(),
                        body))
                .flatMap(request -> call(binding.rpc(), headers, request))
                .flatMap(answer -> write(exchange.getResponse(), binding, answer))
                .onErrorResume(
                        CallFailedException.class,
                        failure -> ProblemResponse.write(
                                exchange, GrpcProblems.of(failure.status(), failure.trailers(), binding)));
    }

    /** What may be larger than usual may take longer by as much. */
    private Mono<byte[]> body(ServerWebExchange exchange, Rpc rpc) {
        long usual = settings.bodyLimit().toBytes();
        long limit = rpc.bodyLimit(usual);
        Duration timeout = settings.bodyTimeout().multipliedBy(Math.max(1, limit / usual));
        return RequestBody.read(exchange.getRequest(), limit, timeout);
    }

    private Mono<DynamicMessage> call(Rpc rpc, Metadata headers, DynamicMessage request) {
        CallOptions options =
                CallOptions.DEFAULT.withDeadlineAfter(settings.deadline().toMillis(), TimeUnit.MILLISECONDS);
        return targets.of(rpc.service().getFullName())
                .call(methods.computeIfAbsent(rpc, GrpcCallFilter::method), options, headers, request);
    }

    private static MethodDescriptor<DynamicMessage, DynamicMessage> method(Rpc rpc) {
        return MethodDescriptor.<DynamicMessage, DynamicMessage>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(MethodDescriptor.generateFullMethodName(
                        rpc.service().getFullName(), rpc.method().getName()))
                .setRequestMarshaller(ProtoUtils.marshaller(
                        DynamicMessage.getDefaultInstance(rpc.method().getInputType())))
                .setResponseMarshaller(ProtoUtils.marshaller(
                        DynamicMessage.getDefaultInstance(rpc.method().getOutputType())))
                .build();
    }

    private static Mono<Void> write(ServerHttpResponse response, HttpBinding binding, DynamicMessage answer) {
        if (!binding.rpc().mediaTypes().isEmpty()) {
            return FileAnswer.write(response, binding.rpc(), answer);
        }
        byte[] json = JsonMessageWriter.write(answer, binding.responseField());
        response.setStatusCode(HttpStatus.OK);
        response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
        response.getHeaders().setContentLength(json.length);
        return response.writeWith(Mono.just(response.bufferFactory().wrap(json)));
    }
}
