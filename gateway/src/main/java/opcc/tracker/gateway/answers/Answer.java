package opcc.tracker.gateway.answers;

import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** An answer that is known whole, whoever carries it to the caller. */
public final class Answer {

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    /**
     * An answer.
     *
     * @param status the HTTP status
     * @param headers what describes it; not its length, nor what every answer has
     * @param body its bytes as they are sent; nobody may change them any more
     */
    public Answer(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = Map.copyOf(headers);
        this.body = body;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** Its headers, without its length and without what every answer has. */
    public Map<String, String> headers() {
        return headers;
    }

    /** The bytes to be sent. */
    public byte[] body() {
        return body;
    }

    /** Whether it has no body by its status, and therefore no length. */
    public boolean isBodiless() {
        return status == HttpStatus.NOT_MODIFIED.value();
    }

    /** Answers a request that WebFlux carries. */
    public Mono<Void> write(ServerWebExchange exchange) {
        ServerHttpResponse response = exchange.getResponse();
        response.setRawStatusCode(status);
        headers.forEach(response.getHeaders()::set);
        if (isBodiless()) {
            return response.setComplete();
        }
        response.getHeaders().setContentLength(body.length);
        return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
    }
}
