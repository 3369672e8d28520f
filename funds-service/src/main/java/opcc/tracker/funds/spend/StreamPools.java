package opcc.tracker.funds.spend;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import opcc.tracker.v1.FundingStreamEnum.FundingStream;
import org.jspecify.annotations.Nullable;

/**
 * A fund's allocations by financial year, used up in the order in which they were allocated (first in, first out). A draw does not
 * say which stream it is paid from; this says it for the report.
 */
final class StreamPools {

    private final Map<String, List<Pool>> byYear = new HashMap<>();

    private static final class Pool {
        private final FundingStream stream;
        private long left;

        Pool(FundingStream stream, long left) {
            this.stream = stream;
            this.left = left;
        }
    }

    /**
     * Pence out of one allocation.
     *
     * @param amount above zero
     * @param pool the allocation; null for what none covers
     */
    record Slice(long amount, @Nullable Pool pool) {

        FundingStream stream() {
            Pool from = pool;
            return from == null ? FundingStream.FUNDING_STREAM_UNSPECIFIED : from.stream;
        }
    }

    void add(String financialYear, FundingStream stream, long amount) {
        byYear.computeIfAbsent(financialYear, year -> new ArrayList<>()).add(new Pool(stream, amount));
    }

    /** Takes {@code amount} out of the year's allocations; what they do not cover is the last slice. */
    List<Slice> take(String financialYear, long amount) {
        List<Slice> slices = new ArrayList<>();
        long open = amount;
        for (Pool pool : byYear.getOrDefault(financialYear, List.of())) {
            long taken = Math.min(open, pool.left);
            if (taken > 0) {
                pool.left -= taken;
                open -= taken;
                slices.add(new Slice(taken, pool));
            }
        }
        if (open > 0) {
            slices.add(new Slice(open, null));
        }
        return slices;
    }

    /**
     * Puts {@code amount} back where the latest of {@code slices} came from, and takes it off them.
     *
     * @return where it went
     */
    static List<Slice> giveBack(List<Slice> slices, long amount) {
        List<Slice> given = new ArrayList<>();
        long open = amount;
        while (open > 0) {
            Slice last = slices.removeLast();
            long back = Math.min(open, last.amount);
            Pool pool = last.pool;
            if (pool != null) {
                pool.left += back;
            }
            if (back < last.amount) {
                slices.add(new Slice(last.amount - back, pool));
            }
            given.add(new Slice(back, pool));
            open -= back;
        }
        return given;
    }
}
