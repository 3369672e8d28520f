package opcc.tracker.gateway.openapi;

import java.util.LinkedHashMap;
import java.util.Map;

/** Objects of the document that keep the order in which they were written, so that the same contracts give the same bytes. */
final class JsonObject {

    private JsonObject() {}

    /** An object of these names, each followed by its value. */
    static Map<String, Object> of(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }
}
