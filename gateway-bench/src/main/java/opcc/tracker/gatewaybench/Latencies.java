package opcc.tracker.gatewaybench;

import java.util.Arrays;
import java.util.List;

/**
 * What a window of calls showed.
 *
 * @param perSecond answered calls a second
 * @param failed calls without the right answer, in none of the other figures
 * @param sorted the nanoseconds of each answered call, ascending
 */
record Latencies(double perSecond, long failed, long[] sorted) {

    static Latencies of(List<long[]> each, long failed, double seconds) {
        long[] all = each.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        return new Latencies(all.length / seconds, failed, all);
    }

    /** The latency in ms that this share of the calls, in thousandths, stays below; 0 without any call. */
    double millis(int thousandths) {
        return sorted.length == 0
                ? 0
                : sorted[(int) Math.min(sorted.length - 1L, (long) sorted.length * thousandths / 1_000)] / 1e6;
    }
}
