package opcc.tracker.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import opcc.tracker.local.processes.LoopbackPort;
import opcc.tracker.local.processes.StackFailure;

/** The loopback ports of the parts. */
public record Ports(int gateway, int keycloak, int providersService, int fundsService, int outcomesService, int mongodb) {

    /** The ports that the documentation names. */
    public static final Ports STANDARD = new Ports(8080, 8081, 9091, 9092, 9093, 27018);

    /** The standard ports, each of which an environment variable such as {@code TRACKER_GATEWAY_PORT} may replace. */
    public static Ports fromEnvironment(Map<String, String> environment) throws StackFailure {
        return new Ports(
                port(environment, "gateway", STANDARD.gateway),
                port(environment, "keycloak", STANDARD.keycloak),
                port(environment, "providers-service", STANDARD.providersService),
                port(environment, "funds-service", STANDARD.fundsService),
                port(environment, "outcomes-service", STANDARD.outcomesService),
                port(environment, "mongodb", STANDARD.mongodb));
    }

    /** Ports that nobody uses at this moment, for tests. */
    public static Ports free() {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < 6; i++) {
                held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            List<Integer> p = held.stream().map(ServerSocket::getLocalPort).toList();
            return new Ports(p.get(0), p.get(1), p.get(2), p.get(3), p.get(4), p.get(5));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            held.forEach(Ports::close);
        }
    }

    private static int port(Map<String, String> environment, String part, int standard) throws StackFailure {
        String value = environment.get(LoopbackPort.variable(part));
        if (value == null || value.isBlank()) {
            return standard;
        }
        try {
            int port = Integer.parseInt(value.strip());
            if (port > 0 && port < 65536) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new StackFailure(LoopbackPort.variable(part) + " must be a port number from 1 to 65535, not '" + value + "'.");
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
