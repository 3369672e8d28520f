package opcc.tracker.gateway.problems;

import java.io.ByteArrayOutputStream;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import opcc.tracker.gateway.transcoding.Violation;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes a problem as {@code application/problem+json}. */
public final class ProblemJson {

    /** The media type of problems. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final JsonFactory FACTORY = new JsonFactory();

    private ProblemJson() {}

    /** The problem as UTF-8 text. */
    public static byte[] write(Problem problem, String requestId) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeStringProperty("type", type(problem.reason()));
            json.writeStringProperty("title", problem.title());
            json.writeNumberProperty("status", problem.status());
            json.writeStringProperty("detail", problem.detail());
            json.writeStringProperty("reason", problem.reason());
            if (!problem.metadata().isEmpty()) {
                json.writeObjectPropertyStart("metadata");
                for (Map.Entry<String, String> entry : new TreeMap<>(problem.metadata()).entrySet()) {
                    json.writeStringProperty(entry.getKey(), entry.getValue());
                }
                json.writeEndObject();
            }
            json.writeArrayPropertyStart("violations");
            for (Violation violation : problem.violations()) {
                json.writeStartObject();
                json.writeStringProperty("field", violation.field());
                json.writeStringProperty("description", violation.description());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeStringProperty("requestId", requestId);
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /** The URI that names a kind of problem: {@code urn:problem:tracker.opcc:insufficient-funds}. */
    public static String type(String reason) {
        return "urn:problem:" + GatewayProblems.DOMAIN + ":"
                + reason.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
