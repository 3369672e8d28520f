package opcc.tracker.local.processes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Locale;

/** Ports of the loopback interface. */
public final class LoopbackPort {
    private LoopbackPort() {}

    /** Whether a program listens on this port. */
    public static boolean inUse(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** The environment variable that sets the port of a part, for instance {@code TRACKER_GATEWAY_PORT}. */
    public static String variable(String part) {
        return "TRACKER_" + part.toUpperCase(Locale.ROOT).replace('-', '_') + "_PORT";
    }
}
