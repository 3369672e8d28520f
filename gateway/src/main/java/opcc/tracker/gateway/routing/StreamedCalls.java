package opcc.tracker.gateway.routing;

import com.google.protobuf.DynamicMessage;
import io.grpc.CallOptions;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.Map;
import opcc.tracker.gateway.answers.WholeAnswer;
import opcc.tracker.gateway.contracts.Rpc;
import opcc.tracker.gateway.problems.GatewayProblems;
import opcc.tracker.gateway.problems.GrpcProblems;
import opcc.tracker.gateway.problems.Problem;
import opcc.tracker.gateway.problems.ProblemException;
import opcc.tracker.gateway.streaming.RequestElements;
import opcc.tracker.gateway.streaming.StreamAnswer;
import opcc.tracker.gateway.transcoding.BindingIndex.Lookup;
import opcc.tracker.gateway.transcoding.HttpBinding;
import opcc.tracker.gateway.transcoding.InvalidRequestException;
import opcc.tracker.gateway.transcoding.JsonMessageWriter;
import opcc.tracker.gateway.transcoding.RequestAssembler;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServerRequest;

/** Calls with a stream of requests, of answers, or of both. */
@Component
final class StreamedCalls {

    private final ServiceTargets targets;
    private final GatewaySettings settings;
    private final GrpcMethods methods;

    StreamedCalls(ServiceTargets targets, GatewaySettings settings, GrpcMethods methods) {
        this.targets = targets;
        this.settings = settings;
        this.methods = methods;
    }

    /** Makes the call and writes its answer; ends in {@link CallFailedException} if it fails before that has begun. */
    Mono<Void> answer(ServerWebExchange exchange, Lookup.Found found) {
        Rpc rpc = found.binding().rpc();
        ServerHttpRequest request = exchange.getRequest();
        Metadata headers = CallHeaders.of(exchange);
        CallOptions options = CallTime.options(request.getHeaders(), settings.streamDeadline());
        if (rpc.takesStream()) {
            leaveTimeToThink(request);
            long limit = rpc.bodyLimit(settings.bodyLimit().toBytes());
            return exchange(
                    exchange,
                    found.binding(),
                    options,
                    headers,
                    RequestElements.of(request, found.binding(), found.pathValues(), limit));
        }
        return RequestBody.of(request, rpc, settings)
                .map(body -> RequestAssembler.assemble(
                        found.binding(), found.pathValues(), request.getURI().getRawQuery(), body))
                .flatMap(message -> exchange(exchange, found.binding(), options, headers, Flux.just(message)));
    }

    private Mono<Void> exchange(
            ServerWebExchange exchange,
            HttpBinding binding,
            CallOptions options,
            Metadata headers,
            Flux<DynamicMessage> requests) {
        return Mono.defer(() -> {
            StreamCall call = targets.of(binding.rpc().service().getFullName()).stream(
                    methods.of(binding.rpc()), options, headers, requests);
            Mono<Void> written = binding.rpc().answersStream()
                    ? StreamAnswer.write(exchange, binding, call::next, error -> problem(error, binding))
                    : single(call).flatMap(answer -> writeWhole(exchange, binding, answer));
            return written.doFinally(signal -> call.leave());
        });
    }

    /** The one answer to a stream of requests, once the call has ended well. */
    private static Mono<DynamicMessage> single(StreamCall call) {
        return call.next()
                .switchIfEmpty(Mono.error(
                        () -> new CallFailedException(Status.INTERNAL.withDescription("no answer"), new Metadata())))
                .flatMap(answer -> call.next().thenReturn(answer));
    }

    private static Mono<Void> writeWhole(ServerWebExchange exchange, HttpBinding binding, DynamicMessage answer) {
        ServerHttpRequest request = exchange.getRequest();
        return WholeAnswer.of(
                        request.getMethod(),
                        request.getHeaders(),
                        Map.of(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE),
                        JsonMessageWriter.write(answer, binding.responseField()))
                .flatMap(whole -> whole.write(exchange));
    }

    private static Problem problem(Throwable error, HttpBinding binding) {
        return switch (error) {
            case CallFailedException failed -> GrpcProblems.of(failed.status(), failed.trailers(), binding);
            case InvalidRequestException invalid -> GatewayProblems.invalid(invalid.violations());
            case ProblemException known -> known.problem();
            default -> GatewayProblems.internal();
        };
    }

    /**
     * Between two messages a caller may wait as long as the service lets them, and while the service is busy nothing is read: the
     * server's own time limit for reading a body would take both for a sender who is too slow.
     */
    private static void leaveTimeToThink(ServerHttpRequest request) {
        if (ServerHttpRequestDecorator.getNativeRequest(request) instanceof HttpServerRequest http) {
            http.withConnection(connection -> connection.removeHandler(NettyPipeline.ReadTimeoutHandler));
        }
    }
}
