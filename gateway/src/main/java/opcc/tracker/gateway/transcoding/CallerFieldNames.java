package opcc.tracker.gateway.transcoding;

import com.google.protobuf.Descriptors.FieldDescriptor;

/** Says a field of a request message in the words of the HTTP caller. */
public final class CallerFieldNames {

    private CallerFieldNames() {}

    /**
     * Translates a proto path: {@code draw.lines[0].unit_price_pence} becomes {@code lines[0].unitPricePence} where the
     * body is {@code draw}, and {@code body} where it is the body itself.
     */
    public static String translate(HttpBinding binding, String protoPath) {
        FieldDescriptor bodyField = binding.bodyField();
        String path = protoPath;
        if (bodyField != null) {
            String name = bodyField.getName();
            if (path.equals(name)) {
                return "body";
            }
            if (path.startsWith(name + ".")) {
                path = path.substring(name.length() + 1);
            } else if (path.startsWith(name + "[")) {
                path = path.substring(name.length());
            }
        }
        return camelCaseOutsideQuotes(path);
    }

    /** Map keys, which stand in quotes, are the caller's own. */
    private static String camelCaseOutsideQuotes(String path) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < path.length()) {
            int quote = path.indexOf("[\"", at);
            int end = quote < 0 ? -1 : path.indexOf("\"]", quote + 2);
            if (end < 0) {
                return out.append(WellKnownTypes.camelCase(path.substring(at))).toString();
            }
            out.append(WellKnownTypes.camelCase(path.substring(at, quote))).append(path, quote, end + 2);
            at = end + 2;
        }
        return out.toString();
    }
}
