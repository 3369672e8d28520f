package opcc.tracker.local.processes;

/** Hears what the stack is doing while it does it. */
@FunctionalInterface
public interface Progress {
    /** One line, without a line end. */
    void say(String line);

    /** Keeps quiet. */
    Progress SILENT = line -> {};
}
