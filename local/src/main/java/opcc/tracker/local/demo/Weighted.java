package opcc.tracker.local.demo;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Values that are drawn as often as their weights say. */
final class Weighted<T> {
    private final Map<T, Integer> weights = new LinkedHashMap<>();
    private int total;

    /** Adds a value. */
    Weighted<T> with(T value, int weight) {
        weights.merge(value, weight, Integer::sum);
        total = Math.addExact(total, weight);
        return this;
    }

    T draw(Random random) {
        int left = random.nextInt(total);
        for (Map.Entry<T, Integer> entry : weights.entrySet()) {
            left -= entry.getValue();
            if (left < 0) {
                return entry.getKey();
            }
        }
        throw new IllegalStateException("Nothing to draw from");
    }
}
