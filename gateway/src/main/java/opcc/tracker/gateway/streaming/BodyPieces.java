package opcc.tracker.gateway.streaming;

import java.util.Map;
import java.util.function.Consumer;
import opcc.tracker.gateway.transcoding.InvalidRequestException;
import org.springframework.core.ResolvableType;
import org.springframework.core.codec.CodecException;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.codec.multipart.FilePartEvent;
import org.springframework.http.codec.multipart.PartEvent;
import org.springframework.http.codec.multipart.PartEventHttpMessageReader;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Flux;

/** The bytes of a body as they arrive, each piece read when it is asked for. */
final class BodyPieces {

    static final String LINES = "application/x-ndjson";
    static final String MULTIPART = "multipart/form-data";
    static final String CSV = "text/csv";

    /** Reactor's own key for what is done with an error that comes when nobody listens any more. */
    private static final String LATE_ERRORS = "reactor.onErrorDropped.local";

    private static final ResolvableType EVENT = ResolvableType.forClass(PartEvent.class);
    private static final PartEventHttpMessageReader PARTS = new PartEventHttpMessageReader();

    private BodyPieces() {}

    /** Of the body itself. */
    static Flux<byte[]> of(ServerHttpRequest request) {
        return request.getBody().map(BodyPieces::bytes);
    }

    /** Of the one file in a form. */
    static Flux<byte[]> ofFile(ServerHttpRequest request) {
        return Flux.defer(() -> {
                    OneFile file = new OneFile();
                    return PARTS.read(EVENT, request, Map.of()).map(file::take);
                })
                .onErrorMap(
                        BodyPieces::isNoForm,
                        e -> new InvalidRequestException(
                                "body", "is not well-formed multipart/form-data with one file"))
                // What the reader finds after the first mistake was told is of no interest to the log.
                .contextWrite(context -> context.put(LATE_ERRORS, (Consumer<Throwable>) late -> {}));
    }

    private static boolean isNoForm(Throwable error) {
        return error instanceof CodecException || error instanceof DataBufferLimitException;
    }

    private static final class OneFile {

        private boolean over;

        /** What is refused is left to the reader to release. */
        byte[] take(PartEvent event) {
            if (over || !(event instanceof FilePartEvent)) {
                throw new InvalidRequestException("body", "must hold one part, which is a file");
            }
            over = event.isLast();
            return bytes(event.content());
        }
    }

    private static byte[] bytes(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }
}
