package opcc.tracker.local.demo;

import java.util.Locale;

/** Readable ids. */
final class Slug {
    private Slug() {}

    /** {@code Black Country Women's Aid} becomes {@code black-country-womens-aid}. */
    static String of(String words) {
        return words.toLowerCase(Locale.ROOT)
                .replace("'", "")
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
    }
}
