package opcc.tracker.gatewaybench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The processes that are measured, each with the same heap; they end with this. */
final class Processes implements AutoCloseable {

    private static final String HEAP = System.getProperty("bench.heap", "256m");
    private static final long START_SECONDS = 120;

    private final List<Process> started = new ArrayList<>();
    private final Path folder;

    Processes(Path folder) {
        this.folder = folder;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Starts a main class of this class path and waits until the port takes connections. */
    Process main(Class<?> program, int port, Object... arguments) throws Exception {
        List<String> rest = new ArrayList<>(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        for (Object argument : arguments) {
            rest.add(argument.toString());
        }
        return start(program.getSimpleName(), port, rest, Map.of());
    }

    /** Starts a jar in an environment and waits until the port takes connections. */
    Process jar(Path jar, int port, Map<String, String> environment) throws Exception {
        return start(jar.getFileName().toString(), port, List.of("-jar", jar.toString()), environment);
    }

    private Process start(String name, int port, List<String> program, Map<String, String> environment)
            throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP,
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        if (Boolean.getBoolean("bench.profile")) {
            command.add("-XX:FlightRecorderOptions:stackdepth=1024");
            command.add("-XX:StartFlightRecording:settings=profile,dumponexit=true,filename="
                    + folder.resolve(name + ".jfr"));
        }
        command.addAll(program);
        Path log = folder.resolve(name + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        started.add(process);
        long begun = System.nanoTime();
        while (!takesConnections(port)) {
            if (!process.isAlive() || System.nanoTime() - begun > TimeUnit.SECONDS.toNanos(START_SECONDS)) {
                throw new IllegalStateException(name + " did not start, see " + log);
            }
            Thread.sleep(100);
        }
        return process;
    }

    private static boolean takesConnections(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** A key store with a certificate for 127.0.0.1 that nobody else trusts. */
    static Path keyStore(Path folder) throws IOException, InterruptedException {
        Path store = folder.resolve("backend.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "backend",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-validity",
                        "2",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "SAN=IP:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        Backend.PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        if (keytool.waitFor() != 0 || !Files.exists(store)) {
            throw new IllegalStateException("no certificate could be made, see " + folder.resolve("keytool.log"));
        }
        return store;
    }

    @Override
    public void close() throws InterruptedException {
        for (Process process : started.reversed()) {
            process.destroy();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }
}
