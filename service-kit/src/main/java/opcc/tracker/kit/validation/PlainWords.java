package opcc.tracker.kit.validation;

import build.buf.protovalidate.Violation;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with a field in words that somebody who fills in a form understands. Never echoes the value. */
final class PlainWords {

    private static final Map<String, String> PATTERNS = Map.ofEntries(
            Map.entry(
                    "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$",
                    "must be an id of lower-case letters, digits and hyphens, at most 63, such as west-mercia"),
            Map.entry(
                    "^(providers/[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)?$",
                    "must be the name of a provider, such as providers/justice-and-care"),
            Map.entry(
                    "^providers/[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$",
                    "must be the name of a provider, such as providers/justice-and-care"),
            Map.entry(
                    "^(services/[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)?$",
                    "must be the name of a service, such as services/surrey-navigator"),
            Map.entry(
                    "^services/[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$",
                    "must be the name of a service, such as services/surrey-navigator"),
            Map.entry("^[a-z][a-z-]*$", "must be the code of a police area, such as west-mercia"),
            Map.entry("^([a-z][a-z-]*)?$", "must be the code of a police area, such as west-mercia"),
            Map.entry("^20[0-9]{2}-[0-9]{2}$", "must be a financial year, such as 2026-27"),
            Map.entry("^20[0-9]{2}-[0-9]{2} Q[1-4]$", "must be a quarter of a financial year, such as 2026-27 Q1"),
            Map.entry("^[A-Za-z0-9/_.-]{1,64}$", "must be 1 to 64 letters, digits and the signs - / _ ."),
            Map.entry("^[A-Za-z0-9/_.-]{0,64}$", "must be at most 64 letters, digits and the signs - / _ ."),
            Map.entry("^(20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]))?$", "must be a day, such as 2026-04-01"),
            Map.entry(
                    "^([A-Z]{2,3}-[A-Z0-9]{2,10}-[A-Za-z0-9._-]{1,50})?$",
                    "must be an organisation identifier: the code of a public list and the number in it, such as"
                            + " GB-CHC-1234567"),
            Map.entry(
                    "^(20[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?)?$",
                    "must be a year, month or day, such as 2026, 2026-04 or 2026-04-01"));

    private PlainWords() {}

    static String of(Violation violation) {
        build.buf.validate.Violation proto = violation.toProto();
        @Nullable
        Object rule = violation.getRuleValue() == null
                ? null
                : violation.getRuleValue().getValue();
        return switch (proto.getRuleId()) {
            case "required" -> "is missing";
            case "string.pattern" -> PATTERNS.getOrDefault(String.valueOf(rule), "is not spelt as it should be");
            case "string.max_len" -> "must have at most " + rule + " characters";
            case "string.min_len" -> "must have at least " + rule + " characters";
            case "repeated.min_items" -> "needs at least " + rule + " of them";
            case "repeated.max_items" -> "must have at most " + rule + " of them";
            case "repeated.unique" -> "names something twice";
            case "enum.defined_only" -> "is not one of the codes of its list";
            case "enum.not_in" -> "must be one of the codes of its list";
            default -> proto.getMessage().replaceFirst("^value ", "");
        };
    }
}
