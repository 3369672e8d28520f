package opcc.tracker.local.keycloak;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import opcc.tracker.local.processes.Part;
import opcc.tracker.local.processes.Readiness;

/** The Keycloak server as its project distributes it, run by our Java on loopback. */
public final class KeycloakServer {
    /** Name of the part. */
    public static final String NAME = "keycloak";

    /** Name of the bootstrap administrator of the master realm. */
    public static final String ADMINISTRATOR = "bootstrap";

    private KeycloakServer() {}

    /**
     * The part.
     *
     * @param java the program that runs it
     * @param distribution the unpacked distribution; several servers may share it
     * @param home the server's own folder: its database and the realm to import
     * @param port where it listens
     * @param adminPassword password of the {@link #ADMINISTRATOR bootstrap administrator} of the master realm
     * @param code the realm that it starts with
     */
    public static Part part(Path java, Path distribution, Path home, int port, String adminPassword, RealmCode code) {
        URI base = URI.create("http://localhost:" + port);
        List<String> command = command(java, distribution, home);
        command.addAll(List.of(
                "start",
                "--optimized",
                "--import-realm",
                // One node: no cluster, which would listen on all interfaces.
                "--cache=local",
                "--http-enabled=true",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--hostname=" + base,
                // Brute-force protection would otherwise refuse a user who signs in twice at the same moment.
                "--spi-brute-force-protector--default-brute-force-detector--allow-concurrent-requests=true"));
        return new Part(
                NAME,
                progress -> new KeycloakHome(java, distribution, home, code).prepare(progress),
                command,
                Map.of("KC_BOOTSTRAP_ADMIN_USERNAME", ADMINISTRATOR, "KC_BOOTSTRAP_ADMIN_PASSWORD", adminPassword),
                port,
                Readiness.http(base.resolve("/realms/opcc/.well-known/openid-configuration")),
                Set.of(),
                0);
    }

    /** What {@code kc.sh} would run, without the shell between us and the process. */
    static List<String> command(Path java, Path distribution, Path home) {
        return new ArrayList<>(List.of(
                java.toString(),
                "-Xms64m",
                "-Xmx320m",
                "-XX:MetaspaceSize=96m",
                "-XX:MaxMetaspaceSize=256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                "--add-opens=java.base/java.security=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dfile.encoding=UTF-8",
                "-Duser.language=en",
                "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                        + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Dpicocli.disable.closures=true",
                "-Dquarkus-log-max-startup-records=10000",
                "-Dkc.home.dir=" + home,
                "-Djboss.server.config.dir=" + distribution.resolve("conf"),
                "-cp",
                distribution.resolve("lib").resolve("quarkus-run.jar").toString(),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint"));
    }
}
