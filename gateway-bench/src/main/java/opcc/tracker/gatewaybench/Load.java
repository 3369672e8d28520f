package opcc.tracker.gatewaybench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** Callers that call without a pause, each in a virtual thread. */
final class Load {

    private static final long LEAD_IN_MILLIS = 300;

    private volatile boolean counting;
    private volatile boolean over;
    private final LongAdder failed = new LongAdder();

    private Load() {}

    /** Lets so many callers call for {@code millis}, after a moment in which nothing is counted. */
    static Latencies of(Supplier<Caller> callers, int connections, long millis) throws Exception {
        Load load = new Load();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<long[]>> running = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                running.add(threads.submit(() -> load.callOn(callers.get())));
            }
            Thread.sleep(LEAD_IN_MILLIS);
            load.counting = true;
            long begun = System.nanoTime();
            Thread.sleep(millis);
            load.counting = false;
            double seconds = (System.nanoTime() - begun) / 1e9;
            load.over = true;
            List<long[]> each = new ArrayList<>();
            for (Future<long[]> one : running) {
                each.add(one.get());
            }
            return Latencies.of(each, load.failed.sum(), seconds);
        }
    }

    private long[] callOn(Caller caller) throws Exception {
        long[] nanos = new long[1_024];
        int count = 0;
        try (caller) {
            while (!over) {
                long begun = System.nanoTime();
                boolean right = caller.call();
                long took = System.nanoTime() - begun;
                if (!right) {
                    failed.increment();
                    Thread.sleep(1); // what is down is not asked in a tight loop
                } else if (counting) {
                    if (count == nanos.length) {
                        nanos = Arrays.copyOf(nanos, count * 2);
                    }
                    nanos[count++] = took;
                }
            }
        }
        return Arrays.copyOf(nanos, count);
    }
}
