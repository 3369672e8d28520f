package opcc.tracker.local;

import java.util.List;
import opcc.tracker.local.processes.ProcessNote;
import opcc.tracker.local.processes.ResidentMemory;
import opcc.tracker.local.stack.Stack;
import opcc.tracker.local.stack.StackConfig;

/** {@code ./tracker status}: what runs, where and how big. Exit code 0 if anything runs, 3 if nothing does. */
final class StatusCommand {
    private static final int NOTHING_RUNS = 3;

    private StatusCommand() {}

    static int run(StackConfig config) {
        List<ProcessNote> notes = Stack.notes(config);
        if (notes.stream().noneMatch(note -> note.process().isPresent())) {
            System.out.println("Nothing is running. Start it with: ./tracker up");
            return NOTHING_RUNS;
        }
        System.out.printf("%-20s%8s%10s%10s  %s%n", "part", "port", "pid", "memory", "state");
        long total = 0;
        for (ProcessNote note : notes) {
            boolean runs = note.process().isPresent();
            long megabytes = runs ? ResidentMemory.megabytes(note.pid()) : 0;
            total += megabytes;
            System.out.printf(
                    "%-20s%8s%10d%7d MB  %s%n",
                    note.part(),
                    note.isLauncher() ? "-" : Integer.toString(note.port()),
                    note.pid(),
                    megabytes,
                    runs ? "running" : "has ended: see " + config.logs().resolve(note.part() + ".log"));
        }
        System.out.printf("%-38s%7d MB%n", "together", total);
        return 0;
    }
}
