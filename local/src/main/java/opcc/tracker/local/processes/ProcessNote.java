package opcc.tracker.local.processes;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * What is noted on disk of a process that we started, enough to be sure later that a process id still means it.
 *
 * @param part name of the part
 * @param order its place in the order of starting
 * @param port where it listens; 0 for none
 * @param pid its process id
 * @param started when the operating system says that it started
 * @param program the program that it runs
 */
public record ProcessNote(String part, int order, int port, long pid, Instant started, Path program) {
    /** The system clock may have been corrected since the note was made. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

    private static final String LAUNCHER = "launcher";
    private static final String SUFFIX = ".pid";

    static ProcessNote of(Part part, int order, ProcessHandle process) {
        return new ProcessNote(
                part.name(),
                order,
                part.port(),
                process.pid(),
                process.info().startInstant().orElse(Instant.now()),
                Path.of(part.command().getFirst()));
    }

    /** The program that started the parts and watches them; told to end, it stops them all. Last in the order. */
    static ProcessNote ofThisProgram() {
        ProcessHandle process = ProcessHandle.current();
        return new ProcessNote(
                LAUNCHER,
                Integer.MAX_VALUE,
                0,
                process.pid(),
                process.info().startInstant().orElse(Instant.now()),
                Path.of(process.info().command().orElse("java")));
    }

    /** Whether this is the program that watches the parts, not a part. */
    public boolean isLauncher() {
        return part.equals(LAUNCHER);
    }

    /** The process, if it still runs. A process that merely got the same id is not it. */
    public Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isOurs);
    }

    private boolean isOurs(ProcessHandle process) {
        ProcessHandle.Info info = process.info();
        boolean sameStart = info.startInstant()
                .map(start -> Duration.between(started, start).abs().compareTo(CLOCK_TOLERANCE) <= 0)
                .orElse(false);
        return sameStart && info.command().map(this::isOurProgram).orElse(false);
    }

    private boolean isOurProgram(String running) {
        try {
            return Path.of(running).toRealPath().equals(program.toRealPath());
        } catch (IOException e) {
            return Path.of(running).equals(program);
        }
    }

    /** Writes the note, whole or not at all. */
    void write(Path folder) {
        Properties lines = new Properties();
        lines.setProperty("order", Integer.toString(order));
        lines.setProperty("port", Integer.toString(port));
        lines.setProperty("pid", Long.toString(pid));
        lines.setProperty("started", started.toString());
        lines.setProperty("program", program.toString());
        Path temporary = folder.resolve(part + SUFFIX + ".new");
        try {
            try (Writer writer = Files.newBufferedWriter(temporary)) {
                lines.store(writer, null);
            }
            Files.move(
                    temporary,
                    folder.resolve(part + SUFFIX),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void erase(Path folder) {
        try {
            Files.deleteIfExists(folder.resolve(part + SUFFIX));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All notes of a folder in the order of starting. */
    public static List<ProcessNote> readAll(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .flatMap(file -> read(file).stream())
                    .sorted(Comparator.comparingInt(ProcessNote::order))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<ProcessNote> read(Path file) {
        Properties lines = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            lines.load(reader);
            String name = file.getFileName().toString();
            return Optional.of(new ProcessNote(
                    name.substring(0, name.length() - SUFFIX.length()),
                    Integer.parseInt(lines.getProperty("order", "")),
                    Integer.parseInt(lines.getProperty("port", "")),
                    Long.parseLong(lines.getProperty("pid", "")),
                    Instant.parse(lines.getProperty("started", "")),
                    Path.of(lines.getProperty("program", ""))));
        } catch (IOException | RuntimeException e) {
            // Gone or half written by a program that died: it names no process.
            return Optional.empty();
        }
    }
}
