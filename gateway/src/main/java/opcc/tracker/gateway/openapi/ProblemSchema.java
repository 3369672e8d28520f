package opcc.tracker.gateway.openapi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parts of the OpenAPI document that are the gateway's own and in no contract. */
final class ProblemSchema {

    private ProblemSchema() {}

    /** The schema of a problem. */
    static Map<String, Object> problem() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("type", text("A URI that names the kind of problem.", "uri"));
        properties.put("title", text("The HTTP status in words."));
        properties.put(
                "status", JsonObject.of("type", "integer", "format", "int32", "description", "The HTTP status."));
        properties.put("detail", text("What went wrong, in plain English."));
        properties.put("reason", text("What went wrong, for programs, such as `INSUFFICIENT_FUNDS`."));
        properties.put(
                "metadata",
                JsonObject.of(
                        "type", "object",
                        "additionalProperties", JsonObject.of("type", "string"),
                        "description", "Amounts, names and the like that belong to the reason."));
        properties.put(
                "violations",
                JsonObject.of("type", "array", "items", violation(), "description", "The fields that are wrong."));
        properties.put("requestId", text("Names the request; quote it when asking for help."));
        return object(
                "An RFC 9457 problem.",
                properties,
                List.of("type", "title", "status", "detail", "reason", "requestId"));
    }

    private static Map<String, Object> violation() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("field", text("The field as the caller wrote it, such as `lines[0].unitPricePence`."));
        properties.put("description", text("What is wrong with it, to be read after the field's name."));
        return object("A field that is wrong.", properties, List.of("field", "description"));
    }

    private static Map<String, Object> object(
            String description, Map<String, Object> properties, List<String> required) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("description", description);
        schema.put("properties", properties);
        schema.put("required", required);
        return schema;
    }

    private static Map<String, Object> text(String description) {
        return JsonObject.of("type", "string", "description", description);
    }

    private static Map<String, Object> text(String description, String format) {
        return JsonObject.of("type", "string", "description", description, "format", format);
    }
}
