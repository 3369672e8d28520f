package opcc.tracker.outcomes.quarters;

import com.mongodb.client.MongoDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Processes on one database that take turns: each command of the store, with what its process does until its next one, is a
 * step, only one is taken at a time, and whose it is follows from a seed. So a seed is one interleaving, the same every time.
 * A process may use threads of its own, as long as only one of them asks the store at a time.
 */
final class TakenTurns implements AutoCloseable {

    /** What a process does. Its database is its own. */
    interface Work {
        void on(MongoDatabase database) throws Exception;
    }

    /** Processes are of different speed, up to a hundred times, so that one may do much while another does one step... */
    private static final int FASTEST = 8;

    /** ...but only for so many steps: who waits for another by asking again does not ask a hundred times. */
    private static final int FAST_STEPS = 30;

    private static final String COMMANDS = "(find|insert|update|replace|delete|distinct).*";

    private final MongoDatabase real;
    private final Random random;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Process> processes = new ArrayList<>();

    TakenTurns(MongoDatabase real, Random random) {
        this.real = real;
        this.random = random;
    }

    /** One process; guarded by {@code TakenTurns.this}. */
    private final class Process {
        private final Work work;
        private final int speed;
        private int steps;
        private boolean waits;
        private boolean mayGoOn;
        private boolean done;

        Process(Work work, int speed) {
            this.work = work;
            this.speed = speed;
        }

        int speed() {
            return steps < FAST_STEPS ? speed : 1;
        }

        Void run() throws Exception {
            try {
                work.on(WatchedDatabase.of(real, this::before));
                return null;
            } finally {
                synchronized (TakenTurns.this) {
                    done = true;
                    TakenTurns.this.notifyAll();
                }
            }
        }

        private void before(String command) {
            if (!command.matches(COMMANDS)) {
                return;
            }
            synchronized (TakenTurns.this) {
                waits = true;
                TakenTurns.this.notifyAll();
                awaitUntil(() -> mayGoOn);
                waits = false;
                mayGoOn = false;
                steps++;
            }
        }
    }

    /** Adds a process. */
    void add(Work work) {
        processes.add(new Process(work, 1 << random.nextInt(FASTEST)));
    }

    /** Lets all of them take turns until all are done. What fails one fails this. */
    void run() throws Exception {
        List<Future<Void>> running =
                processes.stream().map(process -> threads.submit(process::run)).toList();
        synchronized (this) {
            while (true) {
                awaitUntil(() -> processes.stream().allMatch(each -> each.done || (each.waits && !each.mayGoOn)));
                List<Process> waiting =
                        processes.stream().filter(each -> !each.done).toList();
                if (waiting.isEmpty()) {
                    break;
                }
                next(waiting).mayGoOn = true;
                notifyAll();
            }
        }
        for (Future<Void> each : running) {
            each.get();
        }
    }

    private Process next(List<Process> waiting) {
        int left = random.nextInt(waiting.stream().mapToInt(Process::speed).sum());
        for (Process each : waiting) {
            left -= each.speed();
            if (left < 0) {
                return each;
            }
        }
        throw new IllegalStateException("nobody waits");
    }

    private interface Condition {
        boolean holds();
    }

    private synchronized void awaitUntil(Condition condition) {
        try {
            while (!condition.holds()) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("nobody lets it go on", e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
