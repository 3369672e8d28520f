package opcc.tracker.local.stack;

import java.nio.file.Path;
import java.util.Map;
import opcc.tracker.local.keycloak.RealmCode;
import opcc.tracker.local.processes.StackFailure;

/**
 * The secrets that the parts share, each made once on this machine. Of a Keycloak that others run we know none, so what
 * needs a client of its own there is off.
 */
final class StackSecrets {
    private final Path folder;

    StackSecrets(Path folder) {
        this.folder = folder;
    }

    /** Password of the bootstrap administrator of the embedded Keycloak. */
    String keycloakAdministrator() throws StackFailure {
        return secret("keycloak-bootstrap-password");
    }

    /** The key behind pseudonyms. */
    String pseudonymKey() throws StackFailure {
        return secret("pseudonym-key");
    }

    /** The realm of the embedded Keycloak. */
    RealmCode realm(StackConfig config) throws StackFailure {
        return new RealmCode(
                config.gatewayUrl(),
                Map.of(
                        RealmCode.CONSOLE,
                        clientSecret("console-client-secret"),
                        RealmCode.USERS,
                        clientSecret("users-client-secret")),
                true,
                config.mail());
    }

    /** What lets providers-service administer users. */
    Map<String, String> ofUsers(StackConfig config) throws StackFailure {
        return config.keycloakUrl() == null
                ? Map.of(
                        "USERS_CLIENT_SECRET",
                        clientSecret("users-client-secret"),
                        "USERS_SEND_EMAIL",
                        Boolean.toString(config.mail() != null))
                : Map.of();
    }

    /** What lets the gateway sign people in. */
    Map<String, String> ofConsole(StackConfig config) throws StackFailure {
        return config.keycloakUrl() == null
                ? Map.of(
                        "CONSOLE_CLIENT_SECRET",
                        clientSecret("console-client-secret"),
                        "CONSOLE_SESSION_KEY",
                        secret("console-session-key"))
                : Map.of();
    }

    /** Without the signs that mean something else in an Authorization header: Keycloak reads + as a space there. */
    private String clientSecret(String name) throws StackFailure {
        return secret(name).replace('+', '-').replace('/', '_').replace("=", "");
    }

    private String secret(String name) throws StackFailure {
        return SecretFile.readOrMake(folder.resolve(name));
    }
}
