package opcc.tracker.gateway.transcoding;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The names by which a message's fields may be called: lowerCamelCase as in JSON, or as in the proto. */
final class FieldNames {

    private static final Map<Descriptor, FieldNames> CACHE = new ConcurrentHashMap<>();

    private final Map<String, FieldDescriptor> byName = new HashMap<>();
    private final List<String> jsonNames;

    private FieldNames(Descriptor type) {
        for (FieldDescriptor field : type.getFields()) {
            byName.put(field.getName(), field);
            byName.put(field.getJsonName(), field);
        }
        jsonNames = type.getFields().stream().map(FieldDescriptor::getJsonName).toList();
    }

    static FieldNames of(Descriptor type) {
        return CACHE.computeIfAbsent(type, FieldNames::new);
    }

    @Nullable
    FieldDescriptor find(String name) {
        return byName.get(name);
    }

    /** Says that a name is not known, and which one may have been meant. */
    String unknown(String name) {
        String nearest = nearest(name, jsonNames);
        return "is not known here" + (nearest == null ? "" : "; did you mean " + nearest + "?");
    }

    /** The name closest to a misspelt one; null if none is close. */
    static @Nullable String nearest(String name, Collection<String> names) {
        if (name.length() > 64) {
            return null;
        }
        String wanted = plain(name);
        String best = null;
        int bestDistance = (wanted.length() < 4 ? 1 : Math.max(2, wanted.length() / 3)) + 1;
        for (String candidate : names) {
            boolean cutShort = wanted.length() >= 4 && plain(candidate).startsWith(wanted);
            int distance = cutShort ? 1 : distance(wanted, plain(candidate));
            if (distance < bestDistance) {
                bestDistance = distance;
                best = candidate;
            }
        }
        return best;
    }

    /** A name from outside, fit to be shown: short and without control characters. */
    static String shown(String name) {
        boolean printable = !name.isEmpty() && name.chars().allMatch(c -> c > ' ' && c < 127);
        return printable && name.length() <= 64 ? name : "(a name of " + name.length() + " characters)";
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }

    /** Levenshtein's distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
