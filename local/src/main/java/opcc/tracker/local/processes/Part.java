package opcc.tracker.local.processes;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One process of the stack, as data.
 *
 * @param name what people call it; also the name of its log and process-id files
 * @param preparation what must be done before it can start, such as unpacking
 * @param command the program and its arguments; the first must be an absolute path
 * @param environment all that it gets beyond {@code PATH}, {@code HOME} and the locale
 * @param port where it will listen on loopback
 * @param readiness when it counts as started
 * @param after names of the parts that must be ready before it starts
 */
public record Part(
        String name,
        Preparation preparation,
        List<String> command,
        Map<String, String> environment,
        int port,
        Readiness readiness,
        Set<String> after) {

    public Part {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        after = Set.copyOf(after);
    }

    /** Work before a part starts. */
    @FunctionalInterface
    public interface Preparation {
        void prepare(Progress progress) throws StackFailure, InterruptedException;

        /** Nothing to do. */
        Preparation NONE = progress -> {};
    }
}
