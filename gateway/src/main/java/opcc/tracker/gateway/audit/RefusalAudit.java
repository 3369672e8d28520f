package opcc.tracker.gateway.audit;

import java.io.StringWriter;
import opcc.tracker.gateway.callers.KnownCaller;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * One line of JSON for every refused request, on the logger {@code audit}: the services note what they see, and of what
 * is refused before it reaches them this is the only trace. Never a token, a path as it came, a query or a body.
 */
public final class RefusalAudit {

    private static final Logger AUDIT = LoggerFactory.getLogger("audit");
    private static final JsonFactory FACTORY = new JsonFactory();

    private RefusalAudit() {}

    /**
     * Notes a refusal.
     *
     * @param trace the request's {@code traceparent}
     * @param caller who asked; null if their token was not found good
     * @param rpc the RPC asked for; a dash if there is none
     * @param path the path's template with its method, or gRPC
     * @param status the HTTP status, or what it would be
     * @param reason why, as in the problem
     */
    public static void log(
            String requestId,
            String trace,
            @Nullable KnownCaller caller,
            String rpc,
            String path,
            int status,
            String reason) {
        if (!AUDIT.isInfoEnabled()) {
            return;
        }
        StringWriter line = new StringWriter(256);
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), line)) {
            json.writeStartObject();
            json.writeStringProperty("event", "REFUSED");
            json.writeStringProperty("requestId", requestId);
            json.writeStringProperty("trace", trace);
            json.writeStringProperty("caller", caller == null ? "unknown" : caller.subject());
            json.writeArrayPropertyStart("roles");
            if (caller != null) {
                caller.roles().stream().sorted().forEach(json::writeString);
            }
            json.writeEndArray();
            json.writeStringProperty("rpc", rpc);
            json.writeStringProperty("path", path);
            json.writeNumberProperty("status", status);
            json.writeStringProperty("reason", reason);
            json.writeEndObject();
        }
        AUDIT.info("{}", line);
    }
}
