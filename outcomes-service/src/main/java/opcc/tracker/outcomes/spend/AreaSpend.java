package opcc.tracker.outcomes.spend;

import java.time.YearMonth;
import java.util.Map;

/** What the funds of an area spent of a financial year's money, if the caller may see it. */
public sealed interface AreaSpend {

    /**
     * It is known.
     *
     * @param netPence paid less refunded, in pence, by the calendar month in which it was; below zero if more came back
     */
    record Known(Map<YearMonth, Long> netPence) implements AreaSpend {

        /** Copies the map. */
        public Known {
            netPence = Map.copyOf(netPence);
        }
    }

    /**
     * It is not the caller's to see.
     *
     * @param reason why, in a sentence
     */
    record Withheld(String reason) implements AreaSpend {}
}
