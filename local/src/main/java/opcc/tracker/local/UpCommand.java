package opcc.tracker.local;

import java.util.List;
import java.util.Locale;
import opcc.tracker.local.demo.DemoFailure;
import opcc.tracker.local.demo.DemoLoader;
import opcc.tracker.local.processes.StackFailure;
import opcc.tracker.local.stack.Stack;
import opcc.tracker.local.stack.StackConfig;

/** {@code ./tracker up}: starts everything, loads the demonstration data once, says how to go on. */
final class UpCommand {
    private static final String DETACH = "--detach";
    private static final String NO_DEMO = "--no-demo";

    private UpCommand() {}

    static int run(StackConfig config, List<String> options) throws StackFailure, InterruptedException {
        for (String option : options) {
            if (!List.of(DETACH, NO_DEMO).contains(option)) {
                throw new StackFailure("up does not know the option " + option + ". It knows " + DETACH + " and "
                        + NO_DEMO + ".");
            }
        }
        TimedProgress progress = new TimedProgress();
        Stack stack = Stack.start(config, progress);
        if (!options.contains(NO_DEMO)) {
            loadDemo(stack, progress);
        }
        System.out.printf(Locale.ROOT, "%nThe tracker is ready after %.0f s.%n%n", progress.seconds());
        System.out.println(Welcome.text(stack, config));
        if (options.contains(DETACH)) {
            stack.detach();
            System.out.println("It runs on in the background. Stop it with: ./tracker down");
            return 0;
        }
        System.out.println("Stop it with Ctrl-C, or from elsewhere with: ./tracker down");
        stack.awaitClose();
        return 0;
    }

    private static void loadDemo(Stack stack, TimedProgress progress) throws StackFailure, InterruptedException {
        try {
            new DemoLoader(stack.gatewayUrl(), stack.realm().tokens(), progress).loadIfAbsent();
        } catch (DemoFailure failure) {
            stack.close();
            throw new StackFailure("The demonstration data could not be loaded: " + failure.getMessage()
                    + " (Start without it: ./tracker up " + NO_DEMO + ")");
        }
    }
}
