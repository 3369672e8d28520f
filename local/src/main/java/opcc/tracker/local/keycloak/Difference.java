package opcc.tracker.local.keycloak;

import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the code says against what Keycloak has, which always says more: its ids, defaults and what others set. */
final class Difference {

    private Difference() {}

    /** Whether {@code present} says all that {@code wanted} does. Lists of texts are compared without their order. */
    static boolean holds(JsonNode wanted, JsonNode present) {
        if (wanted.isObject()) {
            return wanted.propertyStream().allMatch(field -> holds(field.getValue(), present.path(field.getKey())));
        }
        if (wanted.isArray()) {
            return present.isArray() && texts(wanted).equals(texts(present));
        }
        return wanted.asString().equals(present.asString(""));
    }

    /** {@code present} with all that {@code wanted} says. */
    static ObjectNode merged(ObjectNode wanted, JsonNode present) {
        ObjectNode merged = present.isObject()
                ? (ObjectNode) present.deepCopy()
                : wanted.deepCopy().removeAll();
        wanted.properties().forEach(field -> {
            JsonNode value = field.getValue();
            merged.set(
                    field.getKey(), value.isObject() ? merged((ObjectNode) value, merged.path(field.getKey())) : value);
        });
        return merged;
    }

    /** {@code node} without these fields, which are looked at on their own. */
    static ObjectNode without(JsonNode node, List<String> fields) {
        return ((ObjectNode) node.deepCopy()).remove(fields);
    }

    private static TreeSet<String> texts(JsonNode list) {
        TreeSet<String> texts = new TreeSet<>();
        list.forEach(each -> texts.add(each.isValueNode() ? each.asString() : each.toString()));
        return texts;
    }
}
