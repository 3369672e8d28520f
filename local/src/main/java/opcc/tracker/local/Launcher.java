package opcc.tracker.local;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import opcc.tracker.local.processes.StackFailure;
import opcc.tracker.local.stack.StackConfig;

/** Entry point behind {@code ./tracker}. First argument: the folder of the repository; second: the command. */
public final class Launcher {
    private Launcher() {}

    public static void main(String[] arguments) {
        System.exit(run(Arrays.asList(arguments)));
    }

    private static int run(List<String> arguments) {
        if (arguments.size() < 2) {
            System.err.println("Usage: ./tracker up | down | status | demo | apply-realm | help");
            return 2;
        }
        try {
            StackConfig config = StackConfig.fromEnvironment(Path.of(arguments.getFirst()), System.getenv());
            List<String> options = arguments.subList(2, arguments.size());
            return switch (arguments.get(1)) {
                case "up" -> UpCommand.run(config, options);
                case "down" -> DownCommand.run(config);
                case "status" -> StatusCommand.run(config);
                case "demo" -> DemoCommand.run(config);
                case "apply-realm" -> ApplyRealmCommand.run(config, System.getenv());
                default ->
                    throw new StackFailure("There is no command '" + arguments.get(1) + "'. See: ./tracker help");
            };
        } catch (StackFailure failure) {
            System.err.println(failure.getMessage());
            failure.details().lines().forEach(line -> System.err.println("  | " + line));
            return 1;
        } catch (InterruptedException e) {
            // Ctrl-C: the parts are being stopped.
            return 130;
        }
    }
}
