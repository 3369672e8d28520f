package opcc.tracker.gateway.streaming;

import com.google.protobuf.DynamicMessage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import opcc.tracker.gateway.problems.Problem;
import opcc.tracker.gateway.problems.ProblemJson;
import opcc.tracker.gateway.tracing.RequestId;
import opcc.tracker.gateway.transcoding.HttpBinding;
import opcc.tracker.gateway.transcoding.JsonMessageWriter;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Writes messages as they come, each flushed. The next is asked for when the last one is written out, so that a caller who reads
 * slowly slows the service. The status waits for the first message: what fails before it is a problem like any other.
 */
public final class StreamAnswer {

    private final ServerWebExchange exchange;
    private final HttpBinding binding;
    private final StreamForm form;
    private final Supplier<Mono<DynamicMessage>> next;
    private final Function<Throwable, Problem> problems;
    private final AtomicBoolean ended = new AtomicBoolean();
    private @Nullable Mono<DynamicMessage> first;

    private StreamAnswer(
            ServerWebExchange exchange,
            HttpBinding binding,
            Supplier<Mono<DynamicMessage>> next,
            Function<Throwable, Problem> problems) {
        this.exchange = exchange;
        this.binding = binding;
        this.form = StreamForm.wantedBy(exchange.getRequest().getHeaders());
        this.next = next;
        this.problems = problems;
    }

    /**
     * Writes a stream.
     *
     * @param next gives the next message, or nothing when there is none; asked one at a time
     * @param problems what a failure after the first message is told as
     */
    public static Mono<Void> write(
            ServerWebExchange exchange,
            HttpBinding binding,
            Supplier<Mono<DynamicMessage>> next,
            Function<Throwable, Problem> problems) {
        return new StreamAnswer(exchange, binding, next, problems).write();
    }

    private Mono<Void> write() {
        return next.get().map(Mono::just).defaultIfEmpty(Mono.empty()).flatMap(message -> {
            first = message;
            ServerHttpResponse response = exchange.getResponse();
            response.setStatusCode(HttpStatus.OK);
            response.getHeaders().setContentType(form.mediaType());
            response.getHeaders().set(HttpHeaders.VARY, HttpHeaders.ACCEPT);
            return exchange.getRequest().getMethod().equals(HttpMethod.HEAD)
                    ? response.setComplete()
                    : response.writeAndFlushWith(pieces());
        });
    }

    /** However many pieces are asked for ahead, each takes its message only when it is its turn to be written. */
    private Flux<Flux<DataBuffer>> pieces() {
        return Flux.generate(sink -> {
            if (ended.get()) {
                sink.complete();
            } else {
                sink.next(piece().flux());
            }
        });
    }

    private Mono<DataBuffer> piece() {
        return Mono.defer(() -> {
            if (ended.get()) {
                return Mono.empty();
            }
            Mono<DynamicMessage> begun = first;
            first = null;
            return (begun == null ? SocketWrites.taken(exchange.getResponse()).then(Mono.defer(next)) : begun)
                    .map(message -> form.element(JsonMessageWriter.write(message, binding.responseField())))
                    .switchIfEmpty(Mono.fromSupplier(() -> last(form.end())))
                    .onErrorResume(error -> Mono.just(last(problem(error))))
                    .filter(bytes -> bytes.length > 0)
                    .map(exchange.getResponse().bufferFactory()::wrap);
        });
    }

    private byte[] last(byte[] bytes) {
        ended.set(true);
        return bytes;
    }

    private byte[] problem(Throwable error) {
        return form.problem(ProblemJson.write(problems.apply(error), RequestId.of(exchange)));
    }
}
