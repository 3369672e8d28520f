package opcc.tracker.gateway.stage;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import opcc.tracker.gateway.GatewayApplication;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** A gateway on a port of its own. */
public final class GatewayUnderTest implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final int port;

    private GatewayUnderTest(ConfigurableApplicationContext context) {
        this.context = context;
        this.port = context.getBean(Environment.class).getRequiredProperty("local.server.port", Integer.class);
    }

    /** Starts a gateway with these properties, {@code name=value}. */
    public static GatewayUnderTest start(String jwksUri, String... properties) {
        return start(List.of(), jwksUri, properties);
    }

    /** Starts a gateway in which these configurations put something in the place of its own. */
    public static GatewayUnderTest start(List<Class<?>> more, String jwksUri, String... properties) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--tracker.gateway.token.issuer=" + Realm.ISSUER,
                "--tracker.gateway.token.jwks-uri=" + jwksUri,
                "--spring.lifecycle.timeout-per-shutdown-phase=1s"));
        String noLimit = "tracker.gateway.limits.caller.requests=";
        if (Arrays.stream(properties).noneMatch(property -> property.startsWith(noLimit))) {
            arguments.add("--" + noLimit + "0");
        }
        for (String property : properties) {
            arguments.add("--" + property);
        }
        List<Class<?>> sources = new ArrayList<>(more);
        sources.add(GatewayApplication.class);
        return new GatewayUnderTest(
                SpringApplication.run(sources.toArray(Class<?>[]::new), arguments.toArray(String[]::new)));
    }

    public int port() {
        return port;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** A client that speaks to this gateway. */
    public Caller caller() {
        return new Caller("http://127.0.0.1:" + port);
    }

    /** A port on which nobody listens. */
    public static int closedPort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
