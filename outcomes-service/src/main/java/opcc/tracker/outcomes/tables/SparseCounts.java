package opcc.tracker.outcomes.tables;

import java.util.Arrays;

/** Counts by keys of which few of the possible ones occur: a hash table of numbers, at most half full. */
final class SparseCounts {

    /** 2^64 divided by the golden ratio: spreads keys that lie close together. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final long[] keys;
    private final int[] counts;
    private final int shift;
    private int found;

    /** For at most so many keys. */
    SparseCounts(int most) {
        int bits = Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(most)) + 1;
        keys = new long[1 << bits];
        counts = new int[1 << bits];
        shift = Long.SIZE - bits;
    }

    /** Adds {@code count}, above zero. */
    void add(long key, int count) {
        int place = place(key);
        if (counts[place] == 0) {
            keys[place] = key;
            found++;
        }
        counts[place] += count;
    }

    private int place(long key) {
        int place = (int) (key * SPREAD >>> shift);
        while (counts[place] != 0 && keys[place] != key) {
            place = place + 1 & keys.length - 1;
        }
        return place;
    }

    Sums sums() {
        long[] sorted = new long[found];
        int next = 0;
        for (int place = 0; next < found; place++) {
            if (counts[place] != 0) {
                sorted[next++] = keys[place];
            }
        }
        Arrays.sort(sorted);
        return new Sums(
                sorted,
                Arrays.stream(sorted).mapToInt(key -> counts[place(key)]).toArray());
    }
}
