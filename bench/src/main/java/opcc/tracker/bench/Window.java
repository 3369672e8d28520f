package opcc.tracker.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts what callers, each a virtual thread, do within a time. */
final class Window {

    private static final long LEAD_IN_MILLIS = 400;

    private volatile boolean over;
    private final LongAdder done = new LongAdder();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    private Window() {}

    /** Does its work once and says how many commands that was. */
    interface Work {
        int once(int random) throws Exception;
    }

    static double perSecond(int callers, long millis, Work work) throws InterruptedException {
        Window window = new Window();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            threads.add(Thread.ofVirtual().start(() -> window.work(work)));
        }
        Thread.sleep(LEAD_IN_MILLIS);
        long before = window.done.sum();
        long begun = System.nanoTime();
        Thread.sleep(millis);
        long counted = window.done.sum() - before;
        double seconds = (System.nanoTime() - begun) / 1e9;
        window.over = true;
        for (Thread thread : threads) {
            thread.join();
        }
        Exception failed = window.failure.get();
        if (failed != null) {
            throw new IllegalStateException("a command failed", failed);
        }
        return counted / seconds;
    }

    private void work(Work work) {
        while (!over) {
            try {
                done.add(work.once(ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE)));
            } catch (Exception e) {
                failure.compareAndSet(null, e);
                return;
            }
        }
    }
}
