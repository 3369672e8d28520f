package opcc.tracker.gateway.openapi;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import opcc.tracker.gateway.transcoding.HttpBinding;

/**
 * Writes a rule's path as OpenAPI has it, with a parameter for each segment that is open: {@code
 * /v1/{name=funds/*}/draws} becomes {@code /v1/funds/{fund}/draws}.
 *
 * @param path the path
 * @param parameters its parameters, in their order
 */
record PathTemplates(String path, List<Parameter> parameters) {

    /** A parameter of a path, and the segment before it. */
    record Parameter(String name, String collection) {}

    static PathTemplates of(HttpBinding binding) {
        StringBuilder path = new StringBuilder();
        List<Parameter> parameters = new ArrayList<>();
        Map<String, Integer> used = new HashMap<>();
        String before = "";
        for (String segment : binding.segments()) {
            path.append('/');
            if (segment.startsWith("*")) {
                String name = segment.equals("**") ? "path" : singular(before);
                int count = used.merge(name, 1, Integer::sum);
                String unique = count == 1 ? name : name + count;
                parameters.add(new Parameter(unique, before));
                path.append('{').append(unique).append('}');
            } else {
                path.append(segment);
                before = segment;
            }
        }
        if (!binding.verb().isEmpty()) {
            path.append(':').append(binding.verb());
        }
        return new PathTemplates(path.toString(), List.copyOf(parameters));
    }

    /** {@code entries} become {@code entry}. */
    private static String singular(String collection) {
        if (collection.endsWith("ies")) {
            return collection.substring(0, collection.length() - 3) + "y";
        }
        return collection.endsWith("s") ? collection.substring(0, collection.length() - 1) : collection + "Id";
    }
}
