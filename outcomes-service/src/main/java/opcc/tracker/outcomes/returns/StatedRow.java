package opcc.tracker.outcomes.returns;

import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A stated total and its parts by one dimension.
 *
 * @param counted what is counted
 * @param dimension what the parts divide it by; empty if there are none
 * @param total as stated; null if the source states none
 * @param parts as given
 */
public record StatedRow(
        String counted, String dimension, @Nullable Long total, List<Part> parts) {

    /** Copies the list. */
    public StatedRow {
        parts = List.copyOf(parts);
    }

    /**
     * A part.
     *
     * @param value which
     * @param count how many; null if the source does not say
     * @param percent the percentage printed beside it; empty if there is none
     */
    public record Part(String value, @Nullable Long count, String percent) {}

    /** The sum of the parts that are given; empty if none is. */
    public OptionalLong partsSum() {
        List<Long> given =
                parts.stream().map(Part::count).filter(Objects::nonNull).toList();
        return given.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(given.stream().mapToLong(Long::longValue).sum());
    }

    /** By how much the stated total is greater than the sum of the parts; empty if there is nothing to compare. */
    public OptionalLong difference() {
        OptionalLong sum = partsSum();
        return total == null || sum.isEmpty() ? OptionalLong.empty() : OptionalLong.of(total - sum.getAsLong());
    }
}
