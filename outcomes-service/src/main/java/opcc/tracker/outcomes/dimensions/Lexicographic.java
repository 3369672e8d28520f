package opcc.tracker.outcomes.dimensions;

import java.util.List;

/** Orders lists as a dictionary orders words. */
public final class Lexicographic {

    private Lexicographic() {}

    /** Less than, equal to or greater than 0, as {@code one} comes before, with or after {@code other}. */
    public static <T extends Comparable<? super T>> int compare(List<T> one, List<T> other) {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            int order = one.get(i).compareTo(other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(one.size(), other.size());
    }
}
