package opcc.tracker.local.keycloak;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import opcc.tracker.local.processes.StackFailure;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The realm as code, {@code opcc-realm.json} and {@code opcc-flows.json}, with what belongs to one installation put in.
 *
 * @param gateway base URL of the gateway as browsers see it
 * @param secrets of the clients that have one, by client id; Keycloak makes up those that are left out
 * @param demonstration whether the demonstration users and the client with the password grant belong to it
 * @param mail by which server it sends e-mail; null to leave that as it is
 */
public record RealmCode(
        URI gateway,
        Map<String, String> secrets,
        boolean demonstration,
        @Nullable MailServer mail) {

    /** The client of the gateway, by which people sign in with a browser. */
    public static final String CONSOLE = "tracker-console";
    /** The client of providers-service, which administers users. */
    public static final String USERS = "tracker-users";

    private static final String PASSWORD_GRANT = "tracker-cli";
    private static final String GATEWAY_IN_CODE = "http://localhost:8080";

    /** Copies the secrets. */
    public RealmCode {
        secrets = Map.copyOf(secrets);
    }

    /** With nothing said of e-mail. */
    public RealmCode(URI gateway, Map<String, String> secrets, boolean demonstration) {
        this(gateway, secrets, demonstration, null);
    }

    /** With this mail server. */
    public RealmCode sendingBy(@Nullable MailServer other) {
        return new RealmCode(gateway, secrets, demonstration, other);
    }

    /** The realm in Keycloak's own notation. */
    ObjectNode realm() throws StackFailure {
        String address = gateway.toString().replaceAll("/+$", "");
        ObjectNode realm = (ObjectNode)
                JsonMapper.shared().readTree(read("opcc-realm.json").replace(GATEWAY_IN_CODE, address));
        for (JsonNode client : realm.path("clients")) {
            String secret = secrets.get(client.path("clientId").asString());
            if (secret != null) {
                ((ObjectNode) client).put("secret", secret);
            }
        }
        if (!demonstration) {
            keep(realm, "clients", client -> !client.path("clientId").asString().equals(PASSWORD_GRANT));
            keep(realm, "users", user -> user.has("serviceAccountClientId"));
        }
        if (mail != null) {
            mail.putInto(realm);
        }
        return realm;
    }

    /** How people sign in by browser, in a notation of our own: each flow with its executions within. */
    static JsonNode flow() throws StackFailure {
        return JsonMapper.shared().readTree(read("opcc-flows.json"));
    }

    private static void keep(ObjectNode realm, String list, Predicate<JsonNode> kept) {
        ArrayNode left = JsonMapper.shared().createArrayNode();
        Stream<JsonNode> all = realm.path(list).valueStream();
        all.filter(kept).forEach(left::add);
        realm.set(list, left);
    }

    private static String read(String name) throws StackFailure {
        try (InputStream stream = RealmCode.class.getResourceAsStream("/" + name)) {
            if (stream == null) {
                throw new StackFailure(name + " is missing from the class path.");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new StackFailure(name + " cannot be read: " + e.getMessage());
        }
    }
}
