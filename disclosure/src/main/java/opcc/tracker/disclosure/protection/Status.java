package opcc.tracker.disclosure.protection;

import java.util.Locale;

/** Whether a published cell's value is given. */
public enum Status {
    /** The value is given. */
    PUBLISHED,
    /** Left out, since the value itself would tell too much. */
    PRIMARY,
    /** Left out, since others could be worked out from it. */
    SECONDARY;

    /** The word in the file. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
