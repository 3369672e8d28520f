package opcc.tracker.gateway.openapi;

import java.util.LinkedHashMap;
import java.util.Map;
import opcc.tracker.gateway.tracing.RequestId;

/** The headers of answers that are worth a caller's attention, as components of the document. */
final class ResponseHeaders {

    static final String REQUEST_ID = RequestId.HEADER;
    static final String RETRY_AFTER = "Retry-After";
    static final String CHALLENGE = "WWW-Authenticate";
    static final String DISPOSITION = "Content-Disposition";
    static final String ETAG = "ETag";

    private ResponseHeaders() {}

    /** All of them by name. */
    static Map<String, Object> components() {
        Map<String, Object> headers = new LinkedHashMap<>();
        headers.put(REQUEST_ID, text("Names the request; quote it when asking for help."));
        Map<String, Object> seconds = JsonObject.of("type", "integer", "minimum", 1);
        headers.put(
                RETRY_AFTER, JsonObject.of("description", "After how many seconds to try again.", "schema", seconds));
        headers.put(CHALLENGE, text("That a bearer token is asked for, and what is wrong with the one that came."));
        headers.put(ETAG, text("Names the answer as this caller was shown it, for `If-None-Match`."));
        headers.put(DISPOSITION, text("`attachment`, with the name of the file."));
        return headers;
    }

    /** Those of an answer that is no problem. */
    static Map<String, Object> ofAnswer(boolean isFile, boolean hasETag) {
        Map<String, Object> headers = new LinkedHashMap<>();
        headers.put(REQUEST_ID, reference(REQUEST_ID));
        if (hasETag) {
            headers.put(ETAG, reference(ETAG));
        }
        if (isFile) {
            headers.put(DISPOSITION, reference(DISPOSITION));
        }
        return headers;
    }

    /** A reference to one of them. */
    static Map<String, Object> reference(String name) {
        return JsonObject.of("$ref", "#/components/headers/" + name);
    }

    private static Map<String, Object> text(String description) {
        return JsonObject.of("description", description, "schema", JsonObject.of("type", "string"));
    }
}
