package opcc.tracker.gateway.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import opcc.tracker.gateway.answers.Compression;
import opcc.tracker.gateway.answers.EntityTags;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Bytes that stay the same as long as the gateway runs: kept in memory, plain and compressed, and not sent to whoever has them. */
public final class StaticFile {

    private static final Duration FRESH = Duration.ofHours(1);

    private final MediaType type;
    private final byte[] plain;
    private final byte[] compressed;
    private final String etag;

    /** A file of these bytes. */
    public StaticFile(MediaType type, byte[] content) {
        this.type = type;
        this.plain = content;
        this.compressed = Compression.compress(content);
        this.etag = EntityTags.of(content);
    }

    /** Reads a file of the class path. */
    public static StaticFile of(String resource, MediaType type) {
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
    public Mono<ServerResponse> answer(ServerRequest request, boolean asked, String contentSecurityPolicy) {
        boolean small = Compression.isAccepted(request.headers().header(HttpHeaders.ACCEPT_ENCODING));
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
            answer.header(HttpHeaders.CONTENT_ENCODING, Compression.GZIP);
        }
        byte[] body = small ? compressed : plain;
        return answer.contentLength(body.length).bodyValue(body);
    }
}
