package opcc.tracker.local;

import opcc.tracker.local.stack.Stack;
import opcc.tracker.local.stack.StackConfig;

/** {@code ./tracker down}: stops what runs, by process id. */
final class DownCommand {
    private DownCommand() {}

    static int run(StackConfig config) {
        int stopped = Stack.stopAll(config, new TimedProgress());
        System.out.println(stopped == 0 ? "Nothing was running." : "The tracker is stopped.");
        return 0;
    }
}
