package opcc.tracker.local;

import java.util.Locale;
import opcc.tracker.local.processes.Progress;

/** Prints each line with the seconds since the beginning. */
final class TimedProgress implements Progress {
    private final long begun = System.nanoTime();

    @Override
    public synchronized void say(String line) {
        System.out.printf(Locale.ROOT, "%6.1f s  %s%n", seconds(), line);
        System.out.flush();
    }

    double seconds() {
        return (System.nanoTime() - begun) / 1e9;
    }
}
