package opcc.tracker.gateway.openapi;

import build.buf.validate.StringRules;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import opcc.tracker.gateway.contracts.Comments;
import org.jspecify.annotations.Nullable;

/**
 * Texts that stand for a field in examples. The comment is asked first, since it says such as {@code `2026-27`} or {@code
 * `funds/{fund}`}; then the field's name, then words of the field at large. The first that keeps the field's rules is taken.
 */
final class ExampleTexts {

    private static final Pattern SAMPLE = Pattern.compile("such as `([^`]+)`");
    private static final Pattern TEMPLATE = Pattern.compile("`([A-Za-z]+/(?:[A-Za-z]+/)*\\{[^`]+)`");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-zA-Z_]+)}");

    private static final Map<String, String> IDS = Map.ofEntries(
            Map.entry("fund", "wm-emergency"),
            Map.entry("provider", "justice-and-care"),
            Map.entry("service", "wm-navigators"),
            Map.entry("user", "finance.westmercia"),
            Map.entry("username", "finance.westmercia"),
            Map.entry("quarter", "2026-27-Q1"),
            Map.entry("year", "2026-27"),
            Map.entry("yearEnd", "2026-27"),
            Map.entry("budget", "2026-27"));

    /** By the end of a field's name. */
    private static final Map<String, String> NAMED = new LinkedHashMap<>();

    static {
        NAMED.put("display_name", "Emergency accommodation");
        NAMED.put("reason", "A bed for tonight.");
        NAMED.put("etag", "7");
        NAMED.put("token", "MTAw");
        NAMED.put("email", "finance@example.org");
        NAMED.put("lead_area", "west-mercia");
        NAMED.put("area", "west-mercia");
        NAMED.put("areas", "west-mercia");
        NAMED.put("quarter", "2026-27 Q1");
        NAMED.put("hash", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08");
        NAMED.put("csv", "column\nvalue\n");
    }

    /** For what neither comment nor name tell. */
    private static final List<String> WORDS = List.of(
            "Emergency accommodation",
            "west-mercia",
            "2026-27",
            "2026-27 Q1",
            "2026-06-30",
            "quarters/2026-27-Q1",
            "services/wm-navigators",
            "providers/justice-and-care",
            "users/finance.westmercia",
            "0f8fad5b-d9cb-469f-a165-70867728950e",
            "GB-CHC-1234567",
            "51.5");

    private final Comments comments;

    ExampleTexts(Comments comments) {
        this.comments = comments;
    }

    /** The id that stands for a part of a name or path: {@code wm-emergency} for {@code fund}. */
    static String id(String placeholder) {
        return IDS.getOrDefault(placeholder, placeholder.replace("_", "-").toLowerCase(Locale.ROOT) + "-1");
    }

    /** A text that keeps the rules; null if none is known that does. */
    @Nullable
    String of(FieldDescriptor field, StringRules rules) {
        return candidates(field).stream()
                .filter(text -> keeps(text, rules))
                .findFirst()
                .orElse(null);
    }

    private List<String> candidates(FieldDescriptor field) {
        String comment = comments.of(field);
        List<String> texts = new ArrayList<>();
        SAMPLE.matcher(comment).results().map(ExampleTexts::filled).forEach(texts::add);
        TEMPLATE.matcher(comment).results().map(ExampleTexts::filled).forEach(texts::add);
        NAMED.forEach((end, text) -> {
            if (field.getName().equals(end) || field.getName().endsWith("_" + end)) {
                texts.add(text);
            }
        });
        if (field.getName().endsWith("_id")) {
            texts.add(id(field.getName().substring(0, field.getName().length() - 3)));
        }
        texts.addAll(WORDS);
        return texts;
    }

    private static String filled(MatchResult quoted) {
        return PLACEHOLDER.matcher(quoted.group(1)).replaceAll(placeholder -> id(placeholder.group(1)));
    }

    private static boolean keeps(String text, StringRules rules) {
        return (!rules.hasPattern()
                        || Pattern.compile(rules.getPattern()).matcher(text).find())
                && (!rules.hasMinLen() || text.length() >= rules.getMinLen())
                && (!rules.hasMaxLen() || text.length() <= rules.getMaxLen())
                && (!rules.hasEmail() || text.contains("@"));
    }
}
