package opcc.tracker.local.processes;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A part that listens and does nothing else, or dies at once. */
public final class FakePart {
    private FakePart() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("die")) {
            System.out.println("the first line of the log");
            System.out.println("the reason is in the last line");
            System.exit(7);
        }
        ServerSocket socket = new ServerSocket(Integer.parseInt(arguments[0]), 10, InetAddress.ofLiteral("127.0.0.1"));
        while (true) {
            socket.accept().close();
        }
    }

    static Part listening(String name, int port, String... after) {
        return part(name, port, Integer.toString(port), after);
    }

    static Part dying(String name, int port, String... after) {
        return part(name, port, "die", after);
    }

    private static Part part(String name, int port, String argument, String... after) {
        return new Part(
                name,
                Part.Preparation.NONE,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx16m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FakePart.class.getName(),
                        argument),
                Map.of(),
                port,
                Readiness.tcp("127.0.0.1", port),
                Set.of(after),
                after.length);
    }
}
