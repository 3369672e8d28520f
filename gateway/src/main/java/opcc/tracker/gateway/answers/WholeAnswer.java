package opcc.tracker.gateway.answers;

import java.util.HashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Makes an answer of bytes that are known. A read gets an {@code ETag}, and 304 without a body if the caller has these bytes
 * already: the service was asked all the same, so that access and audit are as for any read. {@code Cache-Control} stays
 * {@code no-store}: nothing is kept for a caller, but who keeps an answer may ask whether it still holds.
 */
public final class WholeAnswer {

    /** Below this many bytes compression does not pay. */
    public static final int WORTH_COMPRESSING = 1024;

    /** From this many bytes on compression takes longer than other requests should wait for. */
    private static final int LONG_WORK = 64 * 1024;

    private static final String VARY =
            String.join(", ", HttpHeaders.ACCEPT, HttpHeaders.ACCEPT_ENCODING, HttpHeaders.AUTHORIZATION);

    private WholeAnswer() {}

    /**
     * The answer to a request.
     *
     * @param method the request's
     * @param asked the request's headers
     * @param described what the content is and how it is named, as headers
     */
    public static Mono<Answer> of(HttpMethod method, HttpHeaders asked, Map<String, String> described, byte[] content) {
        Map<String, String> headers = new HashMap<>(described);
        headers.put(HttpHeaders.VARY, VARY);
        if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
            String tag = EntityTags.of(content);
            if (EntityTags.isKnown(asked.getOrEmpty(HttpHeaders.IF_NONE_MATCH), tag)) {
                return Mono.just(new Answer(
                        HttpStatus.NOT_MODIFIED.value(),
                        Map.of(HttpHeaders.VARY, VARY, HttpHeaders.ETAG, tag),
                        new byte[0]));
            }
            headers.put(HttpHeaders.ETAG, tag);
        }
        if (content.length < WORTH_COMPRESSING
                || !Compression.isAccepted(asked.getOrEmpty(HttpHeaders.ACCEPT_ENCODING))) {
            return Mono.just(ok(headers, content));
        }
        headers.put(HttpHeaders.CONTENT_ENCODING, Compression.GZIP);
        return content.length < LONG_WORK
                ? Mono.just(ok(headers, Compression.compress(content)))
                : Mono.fromCallable(() -> ok(headers, Compression.compress(content)))
                        .subscribeOn(Schedulers.parallel());
    }

    private static Answer ok(Map<String, String> headers, byte[] body) {
        return new Answer(HttpStatus.OK.value(), headers, body);
    }
}
