package opcc.tracker.gateway.streaming;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import opcc.tracker.gateway.problems.GatewayProblems;
import opcc.tracker.gateway.problems.ProblemException;
import opcc.tracker.gateway.transcoding.CsvColumns;
import opcc.tracker.gateway.transcoding.HttpBinding;
import opcc.tracker.gateway.transcoding.InvalidRequestException;
import opcc.tracker.gateway.transcoding.RequestAssembler;
import opcc.tracker.gateway.transcoding.Violation;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Flux;

/**
 * The messages of a stream of requests: each line of NDJSON or row of CSV stands for what the rule calls the body, and path and
 * query belong to each. More of the body is read only as messages are asked for; no more than one of them is kept.
 */
public final class RequestElements {

    private final HttpBinding binding;
    private final Map<String, String> pathValues;
    private final @Nullable String rawQuery;
    private final long limit;

    private RequestElements(
            HttpBinding binding, Map<String, String> pathValues, @Nullable String rawQuery, long limit) {
        this.binding = binding;
        this.pathValues = pathValues;
        this.rawQuery = rawQuery;
        this.limit = limit;
    }

    /**
     * The messages of a request. Ends in a problem or {@link InvalidRequestException} at the first line that does not fit.
     *
     * @param limit the most bytes of a line
     * @throws ProblemException if the body is of no type that can be read one by one
     */
    public static Flux<DynamicMessage> of(
            ServerHttpRequest request, HttpBinding binding, Map<String, String> pathValues, long limit) {
        RequestElements elements =
                new RequestElements(binding, pathValues, request.getURI().getRawQuery(), limit);
        MediaType type = type(request.getHeaders());
        for (String known : types(binding)) {
            if (MediaType.parseMediaType(known).equalsTypeAndSubtype(type)) {
                return switch (known) {
                    case BodyPieces.MULTIPART -> elements.rows(BodyPieces.ofFile(request));
                    case BodyPieces.CSV -> elements.rows(BodyPieces.of(request));
                    default -> elements.lines(BodyPieces.of(request));
                };
            }
        }
        throw new ProblemException(GatewayProblems.wrongStreamType(types(binding)));
    }

    /** The media types of bodies that the rule's stream is taken from. */
    public static List<String> types(HttpBinding binding) {
        return CsvColumns.fit(element(binding))
                ? List.of(BodyPieces.LINES, BodyPieces.MULTIPART, BodyPieces.CSV)
                : List.of(BodyPieces.LINES);
    }

    private static @Nullable MediaType type(HttpHeaders headers) {
        List<String> encodings = headers.getOrEmpty(HttpHeaders.CONTENT_ENCODING);
        try {
            return encodings.isEmpty() || encodings.equals(List.of("identity")) ? headers.getContentType() : null;
        } catch (InvalidMediaTypeException e) {
            return null;
        }
    }

    /** The message that a line stands for. */
    private static Descriptor element(HttpBinding binding) {
        FieldDescriptor field = binding.bodyField();
        return field == null ? binding.rpc().method().getInputType() : field.getMessageType();
    }

    private Flux<DynamicMessage> lines(Flux<byte[]> pieces) {
        return Flux.defer(() -> {
            Lines lines = new Lines(limit);
            return pieces.concatMapIterable(lines::take, 1)
                    .concatWith(Flux.defer(() -> Flux.fromIterable(lines.finish())))
                    .map(line -> at(
                            line.number(),
                            () -> RequestAssembler.assemble(binding, pathValues, rawQuery, line.content())));
        });
    }

    private Flux<DynamicMessage> rows(Flux<byte[]> pieces) {
        return Flux.defer(() -> {
            CsvRecords records = new CsvRecords(limit);
            Rows rows = new Rows();
            return pieces.concatMapIterable(records::take, 1)
                    .concatWith(Flux.defer(() -> Flux.fromIterable(records.finish())))
                    .concatMapIterable(record -> at(record.line(), () -> rows.take(record.cells())), 1);
        });
    }

    /** The first row names the columns. */
    private final class Rows {

        private @Nullable CsvColumns columns;

        /** The message of a row; none of the first. */
        List<DynamicMessage> take(List<String> cells) {
            CsvColumns named = columns;
            if (named == null) {
                columns = new CsvColumns(element(binding), cells);
                return List.of();
            }
            return List.of(RequestAssembler.assemble(binding, pathValues, rawQuery, (request, violations) -> {
                FieldDescriptor field = binding.bodyField();
                named.read(cells, field == null ? request : request.getFieldBuilder(field), violations);
                return List.of();
            }));
        }
    }

    private static <T> T at(int line, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (InvalidRequestException refused) {
            throw new InvalidRequestException(refused.violations().stream()
                    .map(each -> new Violation("line " + line + ": " + each.field(), each.description()))
                    .toList());
        }
    }
}
