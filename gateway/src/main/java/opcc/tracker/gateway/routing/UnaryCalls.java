package opcc.tracker.gateway.routing;

import com.google.protobuf.DynamicMessage;
import io.grpc.Metadata;
import java.util.Map;
import opcc.tracker.gateway.answers.Answer;
import opcc.tracker.gateway.answers.WholeAnswer;
import opcc.tracker.gateway.contracts.Rpc;
import opcc.tracker.gateway.tracing.RequestId;
import opcc.tracker.gateway.tracing.TraceContext;
import opcc.tracker.gateway.transcoding.BindingIndex.Lookup;
import opcc.tracker.gateway.transcoding.HttpBinding;
import opcc.tracker.gateway.transcoding.JsonMessageWriter;
import opcc.tracker.gateway.transcoding.RequestAssembler;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Answers requests for RPCs without streams: JSON in, one call, JSON or a file out. The one place for it, whoever carries the
 * request here; who asks, and whether they may, was looked at before.
 */
@Component
public final class UnaryCalls {

    private static final Map<String, String> JSON = Map.of(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE);

    private final ServiceTargets targets;
    private final GatewaySettings settings;
    private final GrpcMethods methods;

    UnaryCalls(ServiceTargets targets, GatewaySettings settings, GrpcMethods methods) {
        this.targets = targets;
        this.settings = settings;
        this.methods = methods;
    }

    /**
     * A request without its body.
     *
     * @param found its rule, and what its path holds
     * @param method its method; HEAD, too, for a rule for GET
     * @param headers its headers as they came, but for a token that a session's cookie stood for
     * @param rawQuery its query as it came; null if there is none
     * @param requestId its name in logs
     * @param trace its {@code traceparent}
     */
    public record Asked(
            Lookup.Found found,
            HttpMethod method,
            HttpHeaders headers,
            @Nullable String rawQuery,
            String requestId,
            String trace) {

        /** A request that WebFlux carries. */
        static Asked of(ServerWebExchange exchange, Lookup.Found found) {
            ServerHttpRequest request = exchange.getRequest();
            return new Asked(
                    found,
                    request.getMethod(),
                    request.getHeaders(),
                    request.getURI().getRawQuery(),
                    RequestId.of(exchange),
                    TraceContext.of(exchange));
        }
    }

    /**
     * The answer to a request whose body is here already; ends as {@link #answer(Asked, Mono)} does.
     *
     * @param sent the bytes of the body as they were sent; none if it has no body
     */
    public Mono<Answer> answer(Asked asked, byte[] sent) {
        Rpc rpc = asked.found().binding().rpc();
        return answer(
                asked,
                Mono.fromSupplier(() -> RequestBody.checked(
                        sent,
                        asked.headers(),
                        rpc.bodyLimit(settings.bodyLimit().toBytes()))));
    }

    /**
     * The answer to a request; ends in a {@code ProblemException} or an {@code InvalidRequestException} if it is refused, here
     * or by the service.
     *
     * @param body the body, inflated; empty if there is none. It is not asked for if the headers are wrong.
     */
    Mono<Answer> answer(Asked asked, Mono<byte[]> body) {
        return Mono.defer(() -> {
                    HttpBinding binding = asked.found().binding();
                    AnswerTypes.require(asked.headers(), binding.rpc());
                    Metadata headers = CallHeaders.of(asked.headers(), asked.requestId(), asked.trace());
                    // Here as well, so that a header that is wrong is told before the body is waited for.
                    CallTime.options(asked.headers(), settings.deadline());
                    return body.flatMap(read -> call(asked, headers, read));
                })
                .flatMap(message -> written(asked, message))
                .onErrorMap(
                        CallFailedException.class,
                        failure -> failure.problem(asked.found().binding()));
    }

    private Mono<DynamicMessage> call(Asked asked, Metadata headers, byte[] body) {
        HttpBinding binding = asked.found().binding();
        return targets.of(binding.rpc().service().getFullName())
                .call(
                        methods.of(binding.rpc()),
                        CallTime.options(asked.headers(), settings.deadline()),
                        headers,
                        RequestAssembler.assemble(binding, asked.found().pathValues(), asked.rawQuery(), body));
    }

    private static Mono<Answer> written(Asked asked, DynamicMessage message) {
        HttpBinding binding = asked.found().binding();
        return binding.rpc().mediaTypes().isEmpty()
                ? WholeAnswer.of(
                        asked.method(),
                        asked.headers(),
                        JSON,
                        JsonMessageWriter.write(message, binding.responseField()))
                : WholeAnswer.of(
                        asked.method(),
                        asked.headers(),
                        FileAnswer.headers(binding.rpc(), message),
                        FileAnswer.content(message));
    }
}
