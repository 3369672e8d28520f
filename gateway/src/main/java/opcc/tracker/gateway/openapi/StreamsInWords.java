package opcc.tracker.gateway.openapi;

import java.util.LinkedHashMap;
import java.util.Map;
import opcc.tracker.gateway.contracts.Rpc;
import opcc.tracker.gateway.streaming.RequestElements;
import opcc.tracker.gateway.streaming.StreamForm;
import opcc.tracker.gateway.transcoding.HttpBinding;

/** Says how streams travel over HTTP. OpenAPI 3.1 has no schema of a stream: each schema is that of one of its messages. */
final class StreamsInWords {

    private static final String REQUESTS =
            "A stream of requests: each line of the body is one, as JSON (`application/x-ndjson`). They are read as the"
                    + " service takes them, so a body may be of any length.";
    private static final String ROWS =
            " Or each row of a CSV file, as the one file of a form (`multipart/form-data`) or as the body"
                + " (`text/csv`): the first row names the fields, lists stand in one cell with semicolons in between,"
                + " an empty cell is not given.";
    private static final String ANSWERS =
            "A stream of answers: by `Accept` each is a line of JSON (`application/x-ndjson`, the default) or a"
                + " server-sent event (`text/event-stream`). If it breaks off after its first answer, its last line is"
                + " `{\"problem\":{...}}`, or its last event of type `problem`; a stream of events that is whole ends"
                + " with one of type `end`.";
    private static final String BOTH =
            "Answers come while requests are sent: read them meanwhile, or both sides may wait for each other.";

    private StreamsInWords() {}

    /** A paragraph for each side that is a stream, each followed by an empty line; nothing for other calls. */
    static String of(Rpc rpc) {
        StringBuilder text = new StringBuilder();
        if (rpc.takesStream()) {
            boolean rows = rpc.rules().stream()
                    .anyMatch(rule ->
                            RequestElements.types(new HttpBinding(rpc, rule)).size() > 1);
            text.append(REQUESTS).append(rows ? ROWS : "").append("\n\n");
        }
        if (rpc.answersStream()) {
            text.append(ANSWERS).append("\n\n");
        }
        return text.append(rpc.takesStream() && rpc.answersStream() ? BOTH + "\n\n" : "")
                .toString();
    }

    /** The forms of answers, each with the schema of one. */
    static Map<String, Object> answers(Map<String, Object> schema) {
        Map<String, Object> content = new LinkedHashMap<>();
        for (StreamForm form : StreamForm.values()) {
            content.put(form.mediaType().toString(), JsonObject.of("schema", schema));
        }
        return content;
    }

    /** The forms of the body, with the schema of a line. */
    static Map<String, Object> body(HttpBinding binding, Map<String, Object> schema) {
        Map<String, Object> file = JsonObject.of("type", "string", "format", "binary");
        Map<String, Object> content = new LinkedHashMap<>();
        for (String type : RequestElements.types(binding)) {
            content.put(
                    type,
                    JsonObject.of(
                            "schema",
                            switch (type) {
                                case "text/csv" -> JsonObject.of("type", "string");
                                case "multipart/form-data" ->
                                    JsonObject.of("type", "object", "properties", JsonObject.of("file", file));
                                default -> schema;
                            }));
        }
        return content;
    }
}
