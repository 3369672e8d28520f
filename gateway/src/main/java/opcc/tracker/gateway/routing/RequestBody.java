package opcc.tracker.gateway.routing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import opcc.tracker.gateway.answers.Compression;
import opcc.tracker.gateway.contracts.Rpc;
import opcc.tracker.gateway.problems.GatewayProblems;
import opcc.tracker.gateway.problems.ProblemException;
import opcc.tracker.gateway.transcoding.InvalidRequestException;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;

/** Takes a request's body into memory, up to a limit of size and of time. */
final class RequestBody {

    /** How much of a body that is too large is read and thrown away, so that its sender hears the answer. */
    private static final long MOST_DISCARDED = 64L << 20;

    private RequestBody() {}

    /** The body of a request to this RPC. What may be larger than usual may take longer by as much. */
    static Mono<byte[]> of(ServerHttpRequest request, Rpc rpc, GatewaySettings settings) {
        long usual = settings.bodyLimit().toBytes();
        long limit = rpc.bodyLimit(usual);
        return read(request, limit, settings.bodyTimeout().multipliedBy(Math.max(1, limit / usual)));
    }

    /** The body, inflated; empty if there is none. Ends in a problem if it is too large, too slow, or not JSON by its header. */
    static Mono<byte[]> read(ServerHttpRequest request, long limit, Duration timeout) {
        return Mono.defer(() -> {
            Collector collector = new Collector(limit);
            return request.getBody()
                    .doOnNext(collector::take)
                    .takeUntil(buffer -> collector.total > MOST_DISCARDED)
                    .then(Mono.fromSupplier(() -> collector.body(request.getHeaders())))
                    .timeout(timeout)
                    .onErrorMap(TimeoutException.class, e -> new ProblemException(GatewayProblems.bodyTooSlow()));
        });
    }

    private static final class Collector {

        private final long limit;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private long total;

        Collector(long limit) {
            this.limit = limit;
        }

        void take(DataBuffer buffer) {
            total += buffer.readableByteCount();
            if (total <= limit) {
                byte[] part = new byte[buffer.readableByteCount()];
                buffer.read(part);
                bytes.writeBytes(part);
            }
            DataBufferUtils.release(buffer);
        }

        byte[] body(HttpHeaders headers) {
            if (total > limit) {
                throw new ProblemException(GatewayProblems.bodyTooLarge(limit));
            }
            return checked(bytes.toByteArray(), headers, limit);
        }
    }

    /**
     * The body of which these are all bytes that were sent, inflated.
     *
     * @throws ProblemException if it is too large, or not JSON by its headers
     * @throws InvalidRequestException if it is not compressed as its headers say
     */
    static byte[] checked(byte[] sent, HttpHeaders headers, long limit) {
        if (sent.length > limit) {
            throw new ProblemException(GatewayProblems.bodyTooLarge(limit));
        }
        if (sent.length == 0) {
            return sent;
        }
        String encoding = encoding(headers);
        boolean gzip = encoding.equals(Compression.GZIP);
        if (!isJson(headers) || !(gzip || encoding.equals("identity"))) {
            throw new ProblemException(GatewayProblems.wrongContentType());
        }
        return gzip ? inflated(sent, limit) : sent;
    }

    /** A small body may inflate to a very large one: the limit holds for that as well. */
    private static byte[] inflated(byte[] sent, long limit) {
        byte[] body;
        try {
            body = Compression.inflate(sent, limit);
        } catch (IOException e) {
            throw new InvalidRequestException("body", "is not gzip, though Content-Encoding says so");
        }
        if (body.length > limit) {
            throw new ProblemException(GatewayProblems.bodyTooLarge(limit));
        }
        return body;
    }

    private static String encoding(HttpHeaders headers) {
        List<String> encodings = headers.getOrEmpty(HttpHeaders.CONTENT_ENCODING);
        return encodings.isEmpty() ? "identity" : String.join(",", encodings).toLowerCase(Locale.ROOT);
    }

    /** A body without a type is read as what it must be. */
    private static boolean isJson(HttpHeaders headers) {
        try {
            MediaType type = headers.getContentType();
            return type == null
                    || type.equalsTypeAndSubtype(MediaType.APPLICATION_JSON)
                            && (type.getCharset() == null || type.getCharset().equals(StandardCharsets.UTF_8));
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }
}
