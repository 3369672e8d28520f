package opcc.tracker.gateway.security;

import org.jspecify.annotations.Nullable;

/**
 * What a header or a parameter may hold: characters that are assigned and do not control anything; a tab in values. Spring
 * Security's firewall asks the same of regular expressions, several times a request.
 */
final class PlainHeaders {

    private PlainHeaders() {}

    /** Whether a name may be taken; one that is missing may. */
    static boolean isName(@Nullable String name) {
        return isPlain(name, false);
    }

    /** Whether a value may be taken; one that is missing may. */
    static boolean isValue(@Nullable String value) {
        return isPlain(value, true);
    }

    private static boolean isPlain(@Nullable String text, boolean tab) {
        if (text == null) {
            return true;
        }
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x7f || tab && c == '\t') {
                i++;
                continue;
            }
            int point = text.codePointAt(i);
            if (Character.isISOControl(point) || !Character.isDefined(point)) {
                return false;
            }
            i += Character.charCount(point);
        }
        return true;
    }
}
