package opcc.tracker.funds.commands;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** The commands of the jar: none needs the service, {@code verify} no database either. */
public final class CommandLine {

    static final int DONE = 0;
    static final int BROKEN = 1;
    static final int NOT_DONE = 2;

    private static final Set<String> NAMES = Set.of("verify", "dump", "rebuild");
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
        String command = arguments.length == 0 ? "" : arguments[0];
        String uri = environment.getOrDefault("MONGODB_URI", DEFAULT_URI);
        if (command.equals("rebuild") && arguments.length == 1) {
            return RebuildCommand.run(uri, DATABASE, out, err);
        }
        if (command.equals("verify") && arguments.length == 2) {
            return VerifyCommand.run(Path.of(arguments[1]), out, err);
        }
        if (command.equals("dump") && arguments.length == 2) {
            return DumpCommand.run(uri, DATABASE, Path.of(arguments[1]), out, err);
        }
        err.println("Usage: java -jar funds-service.jar verify DUMP | dump FILE | rebuild");
        return NOT_DONE;
    }
}
