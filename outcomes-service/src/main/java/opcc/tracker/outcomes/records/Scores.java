package opcc.tracker.outcomes.records;

import java.util.OptionalInt;

/**
 * How a person stood in one category of need, from 1 (in crisis) to 5 (independent).
 *
 * @param start when support began
 * @param review at the last review; 0 if there was none
 * @param end when support ended; 0 while it goes on
 */
public record Scores(int start, int review, int end) {

    /** The distance travelled: the last score less the first, -4 to 4; empty if there is only one. */
    public OptionalInt change() {
        int last = end > 0 ? end : review;
        return last > 0 ? OptionalInt.of(last - start) : OptionalInt.empty();
    }
}
