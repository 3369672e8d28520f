package opcc.tracker.local.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessGroupTest {
    @TempDir
    Path folder;

    private final List<String> said = new CopyOnWriteArrayList<>();
    private int firstPort;
    private int secondPort;

    @BeforeEach
    void choosePorts() throws Exception {
        try (ServerSocket one = new ServerSocket(0, 1, loopback());
                ServerSocket two = new ServerSocket(0, 1, loopback())) {
            firstPort = one.getLocalPort();
            secondPort = two.getLocalPort();
        }
    }

    @Test
    void aPartStartsOnceThePartsItNeedsAreReadyAndStopsBeforeThem() throws Exception {
        ProcessGroup group = open();
        group.start(List.of(
                FakePart.listening("service", secondPort, "database"), FakePart.listening("database", firstPort)));
        ProcessHandle database = group.process("database");
        ProcessHandle service = group.process("service");
        assertThat(database.isAlive()).isTrue();
        assertThat(service.isAlive()).isTrue();

        group.close();

        assertThat(database.isAlive()).isFalse();
        assertThat(service.isAlive()).isFalse();
        assertThat(said)
                .containsExactly(
                        "database starts",
                        "database is ready on port " + firstPort,
                        "service starts",
                        "service is ready on port " + secondPort,
                        "service stopped",
                        "database stopped");
        assertThat(ProcessNote.readAll(run())).isEmpty();
    }

    @Test
    void aPortInUseIsNamedWithThePartThatNeedsItAndNothingIsStarted() throws Exception {
        try (ServerSocket other = new ServerSocket(secondPort, 1, loopback())) {
            assertThatThrownBy(() -> open().start(List.of(
                            FakePart.listening("mongodb", firstPort), FakePart.listening("funds-service", secondPort))))
                    .isInstanceOf(StackFailure.class)
                    .hasMessage("Port " + other.getLocalPort() + ", which funds-service needs, is in use by another"
                            + " program. Stop that program, or choose another port with TRACKER_FUNDS_SERVICE_PORT.");
        }
        assertThat(said).isEmpty();
    }

    @Test
    void aPartThatDiesIsNamedWithTheEndOfItsLogAndTheOthersAreStopped() throws Exception {
        ProcessGroup group = open();
        assertThatThrownBy(() -> group.start(List.of(
                        FakePart.listening("database", firstPort), FakePart.dying("service", secondPort, "database"))))
                .isInstanceOfSatisfying(StackFailure.class, failure -> {
                    assertThat(failure).hasMessageStartingWith("service stopped by itself (exit code 7). Its log: ");
                    assertThat(failure.details()).endsWith("the reason is in the last line");
                });
        assertThat(said).last().isEqualTo("database stopped");
        assertThat(LoopbackPort.inUse(firstPort)).isFalse();
    }

    @Test
    void aPartThatIsNotReadyInTimeIsNamed() {
        Part deaf = FakePart.listening("deaf", firstPort);
        Part never = new Part(
                "deaf",
                deaf.preparation(),
                deaf.command(),
                deaf.environment(),
                firstPort,
                () -> false,
                deaf.after(),
                0);
        assertThatThrownBy(() -> ProcessGroup.open(run(), folder.resolve("logs"), Duration.ofMillis(300), said::add)
                        .start(List.of(never)))
                .hasMessageStartingWith("deaf was not ready within 0 s.");
        assertThat(said).last().isEqualTo("deaf stopped");
    }

    @Test
    void whatRunsIsNotStartedTwice() throws Exception {
        try (ProcessGroup group = open()) {
            group.start(List.of(FakePart.listening("database", firstPort)));
            assertThatThrownBy(this::open).isInstanceOf(StackFailure.class).hasMessageContaining("already running");
        }
        open().close();
    }

    @Test
    void detachedPartsRunOnAndAreStoppedByTheirNotes() throws Exception {
        ProcessGroup group = open();
        group.start(List.of(FakePart.listening("database", firstPort)));
        ProcessHandle database = group.process("database");
        group.detach();
        assertThatThrownBy(this::open)
                .hasMessage("The tracker is already running (database). Stop it first with:" + " ./tracker down");

        int stopped = ProcessGroup.stopNoted(run(), said::add);

        assertThat(stopped).isEqualTo(1);
        assertThat(database.isAlive()).isFalse();
        assertThat(ProcessGroup.stopNoted(run(), said::add)).isZero();
    }

    @Test
    void aProcessThatMerelyGotTheSameIdIsLeftAlone() throws Exception {
        Process stranger =
                new ProcessBuilder(FakePart.listening("stranger", firstPort).command()).start();
        try {
            Files.createDirectories(run());
            Path java = Path.of(System.getProperty("java.home"), "bin", "java");
            Instant started = stranger.info().startInstant().orElseThrow();
            new ProcessNote("earlier", 0, firstPort, stranger.pid(), started.minusSeconds(60), java).write(run());
            new ProcessNote("other", 1, firstPort, stranger.pid(), started, Path.of("/bin/sh")).write(run());

            assertThat(ProcessGroup.stopNoted(run(), said::add)).isZero();

            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void aPartGetsNothingOfTheCallersEnvironmentButTheLittleItNeeds() throws Exception {
        Part printer = new Part(
                "printer",
                Part.Preparation.NONE,
                List.of("/usr/bin/env"),
                Map.of("MONGODB_URI", "mongodb://127.0.0.1:1"),
                firstPort,
                () -> false,
                Set.of(),
                0);
        assertThatThrownBy(() -> open().start(List.of(printer))).hasMessageStartingWith("printer stopped by itself");

        List<String> names = Files.readAllLines(folder.resolve("logs").resolve("printer.log")).stream()
                .map(line -> line.substring(0, line.indexOf('=')))
                .toList();
        assertThat(names)
                .contains("MONGODB_URI")
                .isSubsetOf(
                        "MONGODB_URI", "PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "PWD", "OLDPWD", "SHLVL", "_");
    }

    private ProcessGroup open() throws StackFailure {
        return ProcessGroup.open(run(), folder.resolve("logs"), Duration.ofSeconds(30), said::add);
    }

    private Path run() {
        return folder.resolve("run");
    }

    private static InetAddress loopback() {
        return InetAddress.ofLiteral("127.0.0.1");
    }
}
