package opcc.tracker.providers.grants;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import opcc.tracker.kit.areas.PoliceAreas;
import org.jspecify.annotations.Nullable;

/**
 * The office that awards an area's grants, as it publishes in the 360Giving standard.
 *
 * @param area code of its police area
 * @param prefix the prefix that 360Giving registered for it, {@code 360G-...}: what its own identifiers begin with
 * @param identifier its organisation identifier, from a list of org-id.guide, or {@code prefix}
 * @param name what it is called
 * @param registered whether the prefix is one that somebody configured as registered
 */
public record Funder(String area, String prefix, String identifier, String name, boolean registered) {

    /** The form of a registered prefix. */
    static final Pattern PREFIX = Pattern.compile("360G-[A-Za-z0-9][A-Za-z0-9_-]{0,60}");

    /** The form of an organisation identifier: the code of a list, a hyphen, and the identifier in that list. */
    static final Pattern IDENTIFIER =
            Pattern.compile("[A-Z0-9]{2,4}-[A-Z0-9]{2,10}-[A-Za-z0-9._-]{1,50}|360G-[A-Za-z0-9_-]{1,60}");

    private static final Set<String> SMALL_WORDS = Set.of("and", "of");

    /** An office of which nothing is configured: it has a provisional prefix of this installation's own. */
    static Funder provisional(String area) {
        String prefix = "360G-opcc-" + area;
        return new Funder(area, prefix, prefix, "Police and Crime Commissioner for " + areaName(area), false);
    }

    /**
     * A configured office.
     *
     * @throws IllegalArgumentException if a setting is not what it must be
     */
    static Funder configured(String area, String prefix, @Nullable String identifier, @Nullable String name) {
        if (!PoliceAreas.CODES.contains(area)) {
            throw new IllegalArgumentException("the area \"" + area + "\" is no code of a police area");
        }
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException("the prefix of " + area + " must be like 360G-YourOffice");
        }
        if (identifier != null && !IDENTIFIER.matcher(identifier).matches()) {
            throw new IllegalArgumentException(
                    "the identifier of " + area + " must be an organisation identifier such as GB-LAE-KHF");
        }
        return new Funder(
                area,
                prefix,
                identifier == null ? prefix : identifier,
                name == null || name.isBlank() ? provisional(area).name() : name.strip(),
                true);
    }

    /** The area in words: {@code devon-and-cornwall} is Devon and Cornwall. */
    static String areaName(String area) {
        return Arrays.stream(area.split("-"))
                .map(word -> SMALL_WORDS.contains(word)
                        ? word
                        : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining(" "))
                .replace("Dyfed Powys", "Dyfed-Powys");
    }
}
