package opcc.tracker.gateway.openapi;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Bytes that stay the same as long as the gateway runs: kept in memory, plain and compressed, and not sent to whoever has them. */
final class StaticFile {

    private static final Duration FRESH = Duration.ofHours(1);

    private final MediaType type;
    private final byte[] plain;
    private final byte[] compressed;
    private final String etag;

    StaticFile(MediaType type, byte[] content) {
        this.type = type;
        this.plain = content;
        this.compressed = gzip(content);
        this.etag = '"' + digest(content) + '"';
    }

    /** Reads a file of the class path. */
    static StaticFile of(String resource, MediaType type) {
        try (InputStream in = StaticFile.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("The file " + resource + " is missing on the class path.");
            }
            return new StaticFile(type, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file, or 304 if the caller has it. Browsers ask again after an hour, or at once where {@code asked} says so. */
    Mono<ServerResponse> answer(ServerRequest request, boolean asked, String contentSecurityPolicy) {
        boolean small = acceptsGzip(request);
        ServerResponse.BodyBuilder answer = ServerResponse.ok()
                .contentType(type)
                .eTag(etag)
                .varyBy(HttpHeaders.ACCEPT_ENCODING)
                .cacheControl(
                        asked
                                ? CacheControl.noCache()
                                : CacheControl.maxAge(FRESH).cachePublic())
                .header("Content-Security-Policy", contentSecurityPolicy);
        if (small) {
            answer.header(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        byte[] body = small ? compressed : plain;
        return answer.contentLength(body.length).bodyValue(body);
    }

    private static boolean acceptsGzip(ServerRequest request) {
        return request.headers().header(HttpHeaders.ACCEPT_ENCODING).stream()
                .flatMap(header -> Arrays.stream(header.split(",")))
                .map(String::strip)
                .anyMatch(coding -> coding.equals("gzip") || coding.startsWith("gzip;") && !coding.endsWith("q=0"));
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(content.length / 3);
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String digest(byte[] content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
