package opcc.tracker.gateway.routing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import opcc.tracker.gateway.problems.GatewayProblems;
import opcc.tracker.gateway.problems.ProblemException;
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

    /** The body; empty if there is none. Ends in a problem if it is too large, too slow, or not JSON by its header. */
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
            if (total > 0 && !isJson(headers)) {
                throw new ProblemException(GatewayProblems.wrongContentType());
            }
            return bytes.toByteArray();
        }
    }

    /** A body without a type is read as what it must be. */
    private static boolean isJson(HttpHeaders headers) {
        List<String> encodings = headers.getOrEmpty(HttpHeaders.CONTENT_ENCODING);
        if (!encodings.stream()
                .allMatch(encoding -> encoding.toLowerCase(Locale.ROOT).equals("identity"))) {
            return false;
        }
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
