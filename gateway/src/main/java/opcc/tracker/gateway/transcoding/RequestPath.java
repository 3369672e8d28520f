package opcc.tracker.gateway.transcoding;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The path of a request, still percent-encoded, cut into segments. A colon in the last segment starts the verb; a colon
 * that belongs to an id must be percent-encoded.
 *
 * @param segments without the slashes, the last one without the verb
 * @param verb after the last colon, decoded; empty if there is none
 */
record RequestPath(List<String> segments, String verb) {

    /** Cuts a path; null if no template may match it: empty or dot segments, malformed percent-encoding. */
    static @Nullable RequestPath parse(@Nullable String rawPath) {
        if (rawPath == null || rawPath.length() < 2 || rawPath.charAt(0) != '/') {
            return null;
        }
        String path = rawPath.substring(1);
        String verb = "";
        int colon = path.lastIndexOf(':');
        if (colon > path.lastIndexOf('/')) {
            String decoded = PercentCoding.decode(path.substring(colon + 1));
            path = path.substring(0, colon);
            if (decoded == null || decoded.isEmpty()) {
                return null;
            }
            verb = decoded;
        }
        List<String> segments = Arrays.asList(path.split("/", -1));
        for (String segment : segments) {
            String decoded = PercentCoding.decode(segment);
            if (decoded == null || decoded.isEmpty() || decoded.equals(".") || decoded.equals("..")) {
                return null;
            }
        }
        return new RequestPath(segments, verb);
    }
}
