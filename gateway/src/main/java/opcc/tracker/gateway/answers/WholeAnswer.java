package opcc.tracker.gateway.answers;

import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Writes an answer whose bytes are known. A read gets an {@code ETag}, and 304 without a body if the caller has these bytes
 * already: the service was asked all the same, so that access and audit are as for any read. {@code Cache-Control} stays
 * {@code no-store}: nothing is kept for a caller, but who keeps an answer may ask whether it still holds.
 */
public final class WholeAnswer {

    /** Below this many bytes compression does not pay. */
    public static final int WORTH_COMPRESSING = 1024;

    /** From this many bytes on compression takes longer than other requests should wait for. */
    private static final int LONG_WORK = 64 * 1024;

    private WholeAnswer() {}

    /** Writes {@code content}; what it is and how it is named stands in the response's headers already. */
    public static Mono<Void> write(ServerWebExchange exchange, byte[] content) {
        ServerHttpRequest request = exchange.getRequest();
        ServerHttpResponse response = exchange.getResponse();
        HttpHeaders headers = response.getHeaders();
        headers.setVary(List.of(HttpHeaders.ACCEPT, HttpHeaders.ACCEPT_ENCODING, HttpHeaders.AUTHORIZATION));
        response.setStatusCode(HttpStatus.OK);
        if (request.getMethod().equals(HttpMethod.GET) || request.getMethod().equals(HttpMethod.HEAD)) {
            String tag = EntityTags.of(content);
            headers.set(HttpHeaders.ETAG, tag);
            if (EntityTags.isKnown(request.getHeaders().getOrEmpty(HttpHeaders.IF_NONE_MATCH), tag)) {
                response.setStatusCode(HttpStatus.NOT_MODIFIED);
                headers.remove(HttpHeaders.CONTENT_TYPE);
                headers.remove(HttpHeaders.CONTENT_DISPOSITION);
                return response.setComplete();
            }
        }
        if (content.length < WORTH_COMPRESSING
                || !Compression.isAccepted(request.getHeaders().getOrEmpty(HttpHeaders.ACCEPT_ENCODING))) {
            return send(response, content);
        }
        headers.set(HttpHeaders.CONTENT_ENCODING, Compression.GZIP);
        return content.length < LONG_WORK
                ? send(response, Compression.compress(content))
                : Mono.fromCallable(() -> Compression.compress(content))
                        .subscribeOn(Schedulers.parallel())
                        .flatMap(compressed -> send(response, compressed));
    }

    private static Mono<Void> send(ServerHttpResponse response, byte[] content) {
        response.getHeaders().setContentLength(content.length);
        return response.writeWith(Mono.just(response.bufferFactory().wrap(content)));
    }
}
