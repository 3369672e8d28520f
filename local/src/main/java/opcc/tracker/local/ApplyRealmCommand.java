package opcc.tracker.local;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import opcc.tracker.local.keycloak.RealmApplication;
import opcc.tracker.local.keycloak.RealmCode;
import opcc.tracker.local.processes.StackFailure;
import opcc.tracker.local.stack.Stack;
import opcc.tracker.local.stack.StackConfig;
import org.jspecify.annotations.Nullable;

/** {@code ./tracker apply-realm}: brings a running Keycloak to what the realm as code says, and says what it changed. */
final class ApplyRealmCommand {
    private ApplyRealmCommand() {}

    static int run(StackConfig config, Map<String, String> environment) throws StackFailure, InterruptedException {
        URI keycloak = config.keycloakUrl();
        List<String> changes = keycloak == null
                ? Stack.applyRealm(config)
                : RealmApplication.apply(
                        new RealmCode(gateway(config, environment), secrets(environment), false, config.mail()),
                        keycloak,
                        require(environment, "KEYCLOAK_ADMIN_USER"),
                        require(environment, "KEYCLOAK_ADMIN_PASSWORD"));
        changes.forEach(change -> System.out.println("changed: " + change));
        System.out.println(
                changes.isEmpty()
                        ? "The realm is as the code says; nothing was changed."
                        : "The realm is as the code says.");
        return 0;
    }

    private static URI gateway(StackConfig config, Map<String, String> environment) {
        String given = environment.getOrDefault("GATEWAY_PUBLIC_URL", "").strip();
        return given.isEmpty() ? config.gatewayUrl() : URI.create(given);
    }

    private static Map<String, String> secrets(Map<String, String> environment) {
        Map<String, String> secrets = new HashMap<>();
        put(secrets, RealmCode.CONSOLE, environment.get("CONSOLE_CLIENT_SECRET"));
        put(secrets, RealmCode.USERS, environment.get("USERS_CLIENT_SECRET"));
        return secrets;
    }

    private static void put(Map<String, String> secrets, String client, @Nullable String secret) {
        if (secret != null && !secret.isBlank()) {
            secrets.put(client, secret.strip());
        }
    }

    private static String require(Map<String, String> environment, String name) throws StackFailure {
        String value = environment.getOrDefault(name, "");
        if (value.isBlank()) {
            throw new StackFailure("Set " + name + ": an administrator of the realm master at KEYCLOAK_URL.");
        }
        return value;
    }
}
