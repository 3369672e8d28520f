package opcc.tracker.funds.commands;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** The commands of the jar: they need neither the service nor, but for {@code dump}, a database. */
public final class CommandLine {

    static final int DONE = 0;
    static final int BROKEN = 1;
    static final int NOT_DONE = 2;

    private static final Set<String> NAMES = Set.of("verify", "dump");
    private static final String DEFAULT_URI = "mongodb://127.0.0.1:27018";
    private static final String DATABASE = "funds";

    private CommandLine() {}

    /** Whether the arguments are a command, and not settings of the service. */
    public static boolean isCommand(String[] arguments) {
        return arguments.length > 0 && NAMES.contains(arguments[0]);
    }

    /**
     * Does what the arguments say.
     *
     * @return 0 if it is done and all is well, 1 if a ledger does not hold, 2 if it could not be done
     */
    public static int run(String[] arguments, Map<String, String> environment, PrintWriter out, PrintWriter err) {
        if (!isCommand(arguments) || arguments.length != 2) {
            err.println("Usage: java -jar funds-service.jar verify DUMP | dump FILE");
            return NOT_DONE;
        }
        Path file = Path.of(arguments[1]);
        return arguments[0].equals("verify")
                ? VerifyCommand.run(file, out, err)
                : DumpCommand.run(environment.getOrDefault("MONGODB_URI", DEFAULT_URI), DATABASE, file, out, err);
    }
}
