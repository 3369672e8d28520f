package opcc.tracker.outcomes.publication;

import java.math.BigDecimal;

/** What stands in one cell of a published table. */
public sealed interface Entry {

    /**
     * A text.
     *
     * @param text without control characters, which no file could hold
     */
    record Text(String text) implements Entry {

        /** Takes control characters out. */
        public Text {
            text = text.replaceAll("[\\p{Cntrl}\uFFFE\uFFFF]", " ");
        }
    }

    /**
     * A number, with as many decimals as are meant.
     *
     * @param number the number
     */
    record Figure(BigDecimal number) implements Entry {}

    /** In the place of a number that is not there, as the Government Analysis Function has it. */
    enum Shorthand implements Entry {
        /** Kept back. */
        WITHHELD("[c]", "withheld, so that nobody can be recognised or because it is not the reader's to see"),
        /** Not there yet. */
        NOT_AVAILABLE("[x]", "not available: the quarter is still collecting, or the source does not say"),
        /** Never there. */
        NOT_APPLICABLE("[z]", "not applicable");

        private final String mark;
        private final String meaning;

        Shorthand(String mark, String meaning) {
            this.mark = mark;
            this.meaning = meaning;
        }

        /** As it stands in the cell. */
        public String mark() {
            return mark;
        }

        /** What it means, for the cover. */
        public String meaning() {
            return meaning;
        }
    }

    /** A text. */
    static Entry of(String text) {
        return new Text(text);
    }

    /** A whole number. */
    static Entry of(long number) {
        return new Figure(BigDecimal.valueOf(number));
    }

    /** Tenths as a number with one decimal. */
    static Entry tenths(long tenths) {
        return new Figure(BigDecimal.valueOf(tenths, 1));
    }

    /** Pence as pounds with two decimals. */
    static Entry pounds(long pence) {
        return new Figure(BigDecimal.valueOf(pence, 2));
    }

    /** A whole number that is there, or what stands in its place. */
    static Entry orElse(boolean there, long number, Shorthand otherwise) {
        return there ? of(number) : otherwise;
    }
}
