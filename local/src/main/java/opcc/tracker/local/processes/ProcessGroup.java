package opcc.tracker.local.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The processes of one folder. Started together, as far as their needs allow; stopped in reverse order. If one fails to
 * start, all that were started are stopped. If this program ends in an orderly way (Ctrl-C among them), so do they.
 */
public final class ProcessGroup implements AutoCloseable {
    /** A launcher stops its parts one after another. */
    private static final Duration LAUNCHER_GRACE = Duration.ofMinutes(2);

    private static final Duration POLL = Duration.ofMillis(100);

    private final Path runFolder;
    private final Path logs;
    private final Duration readyWithin;
    private final Progress progress;
    private final RunLock lock;
    private final Thread stopAtExit;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<String, PartProcess> started = new LinkedHashMap<>();
    private boolean closing;

    private ProcessGroup(Path runFolder, Path logs, Duration readyWithin, Progress progress, RunLock lock) {
        this.runFolder = runFolder;
        this.logs = logs;
        this.readyWithin = readyWithin;
        this.progress = progress;
        this.lock = lock;
        this.stopAtExit = Thread.ofPlatform().unstarted(this::close);
        Runtime.getRuntime().addShutdownHook(stopAtExit);
    }

    /**
     * Takes charge of a folder.
     *
     * @param runFolder where process ids are noted
     * @param logs where the parts' logs go
     * @param readyWithin how long a part may take until it is ready
     * @throws StackFailure if another program has it in charge, or left parts running there
     */
    public static ProcessGroup open(Path runFolder, Path logs, Duration readyWithin, Progress progress)
            throws StackFailure {
        try {
            Files.createDirectories(runFolder);
            Files.createDirectories(logs);
        } catch (IOException e) {
            throw new StackFailure("Cannot make the folder " + runFolder + ": " + e.getMessage());
        }
        RunLock lock = RunLock.take(runFolder);
        List<String> running = ProcessNote.readAll(runFolder).stream()
                .filter(note -> note.process().isPresent())
                .map(ProcessNote::part)
                .toList();
        if (!running.isEmpty()) {
            lock.close();
            throw new StackFailure("The tracker is already running (" + String.join(", ", running)
                    + "). Stop it first with: ./tracker down");
        }
        return new ProcessGroup(runFolder, logs, readyWithin, progress, lock);
    }

    /** Starts the parts and waits until all are ready. On failure nothing is left running and the group is closed. */
    public void start(List<Part> parts) throws StackFailure, InterruptedException {
        try {
            checkPorts(parts);
            startTogether(parts);
        } catch (StackFailure | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private static void checkPorts(List<Part> parts) throws StackFailure {
        for (Part part : parts) {
            if (LoopbackPort.inUse(part.port())) {
                throw new StackFailure("Port " + part.port() + ", which " + part.name() + " needs, is in use by another"
                        + " program. Stop that program, or choose another port with "
                        + LoopbackPort.variable(part.name()) + ".");
            }
        }
    }

    private void startTogether(List<Part> parts) throws StackFailure, InterruptedException {
        Map<String, CountDownLatch> ready = new HashMap<>();
        parts.forEach(part -> ready.put(part.name(), new CountDownLatch(1)));
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            ExecutorCompletionService<String> results = new ExecutorCompletionService<>(executor);
            for (Part part : parts) {
                results.submit(() -> {
                    for (String needed : part.after()) {
                        CountDownLatch latch = ready.get(needed);
                        if (latch != null) {
                            latch.await();
                        }
                    }
                    start(part);
                    ready.getOrDefault(part.name(), closed).countDown();
                    return part.name();
                });
            }
            try {
                for (int i = 0; i < parts.size(); i++) {
                    results.take().get();
                }
            } catch (ExecutionException e) {
                executor.shutdownNow();
                switch (e.getCause()) {
                    case StackFailure failure -> throw failure;
                    case InterruptedException interrupted -> throw interrupted;
                    case null, default -> throw new IllegalStateException(e.getCause());
                }
            } finally {
                executor.shutdownNow();
            }
        }
    }

    /** Starts one part and waits until it is ready. */
    public void start(Part part) throws StackFailure, InterruptedException {
        long begun = System.nanoTime();
        part.preparation().prepare(progress);
        PartProcess process = spawn(part);
        while (!part.readiness().isReady()) {
            if (!process.isAlive()) {
                refuseWhenClosing();
                throw process.died();
            }
            Duration waited = Duration.ofNanos(System.nanoTime() - begun);
            if (waited.compareTo(readyWithin) > 0) {
                throw process.late(waited);
            }
            Thread.sleep(POLL);
        }
        if (!process.isAlive()) {
            // Something answers, but not the process that we started.
            refuseWhenClosing();
            throw process.died();
        }
        progress.say(part.name() + " is ready on port " + part.port());
    }

    private synchronized PartProcess spawn(Part part) throws StackFailure, InterruptedException {
        refuseWhenClosing();
        progress.say(part.name() + " starts");
        PartProcess process = PartProcess.start(part, logs);
        started.remove(part.name());
        started.put(part.name(), process);
        ProcessNote.of(part, started.size(), process.handle()).write(runFolder);
        return process;
    }

    private synchronized void refuseWhenClosing() throws InterruptedException {
        if (closing) {
            throw new InterruptedException("The parts are being stopped");
        }
    }

    /** The process of a part that was started. */
    public synchronized ProcessHandle process(String part) {
        PartProcess process = started.get(part);
        if (process == null) {
            throw new IllegalArgumentException("No part of this name was started: " + part);
        }
        return process.handle();
    }

    /** Waits until the group is closed, and says when a part stops by itself; the others go on. */
    public void awaitClose() throws InterruptedException {
        List<PartProcess> watched;
        synchronized (this) {
            watched = List.copyOf(started.values());
        }
        for (PartProcess process : watched) {
            process.handle().onExit().thenRun(() -> {
                if (!isClosing()) {
                    StackFailure failure = process.died();
                    progress.say(failure.getMessage());
                }
            });
        }
        ProcessNote.ofThisProgram().write(runFolder);
        closed.await();
    }

    private synchronized boolean isClosing() {
        return closing;
    }

    /** Leaves the parts running when this program ends. */
    public void detach() {
        Runtime.getRuntime().removeShutdownHook(stopAtExit);
        lock.close();
    }

    /** Stops all parts, last started first. */
    @Override
    public void close() {
        List<PartProcess> toStop;
        synchronized (this) {
            if (closing) {
                return;
            }
            closing = true;
            toStop = new ArrayList<>(started.values()).reversed();
        }
        for (PartProcess process : toStop) {
            boolean ran = process.isAlive();
            PartProcess.stop(process.handle(), PartProcess.GRACE);
            if (ran) {
                progress.say(process.part().name() + " stopped");
            }
        }
        ProcessNote.readAll(runFolder).forEach(note -> note.erase(runFolder));
        lock.close();
        closed.countDown();
        if (Thread.currentThread() != stopAtExit) {
            removeHook();
        }
    }

    private void removeHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(stopAtExit);
        } catch (IllegalStateException e) {
            // The program is ending; the hook finds nothing left to do.
        }
    }

    /**
     * Stops what is noted in a folder and still is what was started, last started first.
     *
     * @return how many processes were stopped
     */
    public static int stopNoted(Path runFolder, Progress progress) {
        int stopped = 0;
        for (ProcessNote note : ProcessNote.readAll(runFolder).reversed()) {
            ProcessHandle process = note.process().orElse(null);
            if (process != null) {
                PartProcess.stop(process, note.isLauncher() ? LAUNCHER_GRACE : PartProcess.GRACE);
                progress.say(note.part() + " stopped");
                stopped++;
            }
            note.erase(runFolder);
        }
        return stopped;
    }
}
