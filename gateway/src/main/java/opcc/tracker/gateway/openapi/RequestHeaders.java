package opcc.tracker.gateway.openapi;

import java.util.LinkedHashMap;
import java.util.Map;

/** The headers that many operations take, each written once among the document's components. */
final class RequestHeaders {

    private RequestHeaders() {}

    static Map<String, Object> parameters() {
        return JsonObject.of(
                "IdempotencyKey",
                header(
                        "Idempotency-Key",
                        "1 to 128 visible ASCII characters. The same key and body gives the same answer; the same key"
                                + " with another body is refused.",
                        JsonObject.of("type", "string", "minLength", 1, "maxLength", 128, "pattern", "^[!-~]+$")),
                "IfNoneMatch",
                header(
                        "If-None-Match",
                        "`ETag`s of answers that the caller has kept. If one of them is what would be answered, the"
                            + " answer is 304 without a body. An `ETag` is of an answer as this caller was shown it;"
                            + " it is not the field `etag` that updates carry.",
                        JsonObject.of("type", "string")),
                "RequestTimeout",
                header(
                        "X-Request-Timeout",
                        "How many seconds the caller waits at most, such as `2.5`. The services and their database are"
                            + " given no longer; more than the server's own limit is cut to that. A write that ran out"
                            + " of time may have been carried out.",
                        JsonObject.of("type", "string", "pattern", "^[0-9]{1,9}(\\.[0-9]{1,9})?$")));
    }

    private static Map<String, Object> header(String name, String description, Map<String, Object> schema) {
        Map<String, Object> parameter = new LinkedHashMap<>();
        parameter.put("name", name);
        parameter.put("in", "header");
        parameter.put("required", false);
        parameter.put("description", description);
        parameter.put("schema", schema);
        return parameter;
    }
}
