package opcc.tracker.local.processes;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A part that runs, or ran. */
final class PartProcess {
    /** How long a part may take to end. */
    static final Duration GRACE = Duration.ofSeconds(15);
    private static final int LOG_LINES_SHOWN = 12;

    /** What a part gets of our own environment: the rest of it must not change how the tracker behaves. */
    private static final List<String> INHERITED = List.of("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR");

    private final Part part;
    private final Process process;
    private final Path log;

    private PartProcess(Part part, Process process, Path log) {
        this.part = part;
        this.process = process;
        this.log = log;
    }

    static PartProcess start(Part part, Path logs) throws StackFailure {
        // Ctrl-C reaches every process of the terminal; ours shall stop in their order, when we tell them.
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", part.name()));
        command.addAll(part.command());
        Path log = logs.resolve(part.name() + ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .directory(logs.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(INHERITED);
        environment.putAll(part.environment());
        try {
            return new PartProcess(part, builder.start(), log);
        } catch (IOException e) {
            throw new StackFailure(part.name() + " cannot be started: " + e.getMessage());
        }
    }

    Part part() {
        return part;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The failure of a part that ended by itself. */
    StackFailure died() {
        return new StackFailure(
                part.name() + " stopped by itself (exit code " + process.exitValue() + "). Its log: " + log, endOfLog());
    }

    /** The failure of a part that is still not ready. */
    StackFailure late(Duration waited) {
        return new StackFailure(
                part.name() + " was not ready within " + waited.toSeconds() + " s. Its log: " + log, endOfLog());
    }

    private String endOfLog() {
        try {
            List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks a process to end, waits, and ends it the hard way if it does not. */
    static void stop(ProcessHandle process, Duration grace) {
        process.destroy();
        try {
            process.onExit().get(grace.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            process.destroyForcibly();
            process.onExit().join();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
