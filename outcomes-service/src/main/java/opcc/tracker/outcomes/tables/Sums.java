package opcc.tracker.outcomes.tables;

/**
 * What cells add up to.
 *
 * @param keys which combinations of values are above zero, ascending
 * @param counts how many people each has
 */
record Sums(long[] keys, int[] counts) {

    /** Of counts whose places are their keys. */
    static Sums of(int[] all) {
        int above = 0;
        for (int count : all) {
            above += count > 0 ? 1 : 0;
        }
        long[] keys = new long[above];
        int[] counts = new int[above];
        for (int key = 0, found = 0; found < above; key++) {
            if (all[key] > 0) {
                keys[found] = key;
                counts[found++] = all[key];
            }
        }
        return new Sums(keys, counts);
    }
}
