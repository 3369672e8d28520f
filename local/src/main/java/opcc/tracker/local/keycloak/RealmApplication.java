package opcc.tracker.local.keycloak;

import static opcc.tracker.local.keycloak.AdminApi.encoded;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import opcc.tracker.local.processes.StackFailure;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Brings a running Keycloak to what the realm as code says: settings, roles, scopes, clients, groups and the way to sign
 * in. Users are never touched but the service account of a client. Applied again it changes nothing.
 */
public final class RealmApplication {

    private static final String REALM = "/" + Realm.NAME;
    /** Looked at one by one, or (users, the default role) not at all. */
    private static final List<String> PARTS = List.of(
            "roles",
            "groups",
            "clientScopes",
            "defaultDefaultClientScopes",
            "defaultOptionalClientScopes",
            "clients",
            "users",
            "defaultRole");

    private final AdminApi keycloak;
    private final List<String> changes = new ArrayList<>();

    private RealmApplication(AdminApi keycloak) {
        this.keycloak = keycloak;
    }

    /**
     * Applies the code.
     *
     * @param keycloak base URL
     * @param user an administrator of the realm {@code master}
     * @return what was changed, in words; empty if nothing had to be
     */
    public static List<String> apply(RealmCode code, URI keycloak, String user, String password)
            throws StackFailure, InterruptedException {
        try (AdminApi api = new AdminApi(keycloak, user, password)) {
            RealmApplication application = new RealmApplication(api);
            application.apply(code);
            return application.changes;
        }
    }

    private void apply(RealmCode code) throws StackFailure, InterruptedException {
        ObjectNode wanted = code.realm();
        JsonNode present = keycloak.get(REALM);
        if (present.isMissingNode()) {
            keycloak.post("", wanted);
            changes.add("realm " + Realm.NAME + " made");
            present = keycloak.get(REALM);
        }
        ObjectNode settings = Difference.without(wanted, PARTS);
        boolean asShown = Difference.holds(MailServer.withoutPassword(settings), present);
        // A password cannot be compared, so it is set each time.
        if (!asShown || MailServer.hasPassword(settings)) {
            keycloak.put(REALM, Difference.merged(settings, present));
        }
        if (!asShown) {
            changes.add("settings of the realm");
        }
        for (JsonNode role : wanted.path("roles").path("realm")) {
            named("role", REALM + "/roles", role, "name");
        }
        grantNothingByDefault(wanted.path("defaultRole").path("name").asString());
        ScopesAndClients scopesAndClients = new ScopesAndClients(keycloak, changes);
        for (JsonNode scope : wanted.path("clientScopes")) {
            scopesAndClients.applyScope(scope);
        }
        for (JsonNode client : wanted.path("clients")) {
            scopesAndClients.applyClient(client);
        }
        for (JsonNode user : wanted.path("users")) {
            if (user.has("serviceAccountClientId")) {
                scopesAndClients.applyServiceAccount(user);
            }
        }
        for (JsonNode group : wanted.path("groups")) {
            group(group, "", "");
        }
        new SignInFlow(keycloak, changes).apply(RealmCode.flow());
    }

    private void named(String kind, String path, JsonNode wanted, String field)
            throws StackFailure, InterruptedException {
        String name = wanted.path(field).asString();
        JsonNode present = keycloak.get(path + "/" + encoded(name));
        if (present.isMissingNode()) {
            keycloak.post(path, wanted);
            changes.add(kind + " " + name + " made");
        } else if (!Difference.holds(wanted, present)) {
            keycloak.put(path + "/" + encoded(name), Difference.merged((ObjectNode) wanted, present));
            changes.add(kind + " " + name);
        }
    }

    private void grantNothingByDefault(String role) throws StackFailure, InterruptedException {
        String path = REALM + "/roles/" + encoded(role) + "/composites";
        JsonNode granted = keycloak.get(path);
        if (granted.isArray() && !granted.isEmpty()) {
            keycloak.delete(path, granted);
            changes.add("roles granted by default taken away");
        }
    }

    private void group(JsonNode wanted, String parentPath, String parentId) throws StackFailure, InterruptedException {
        String name = wanted.path("name").asString();
        String path = parentPath + "/" + name;
        ObjectNode own = Difference.without(wanted, List.of("subGroups"));
        JsonNode present = keycloak.get(REALM + "/group-by-path" + path);
        String id = present.path("id").asString("");
        if (present.isMissingNode()) {
            id = keycloak.post(
                    parentId.isEmpty() ? REALM + "/groups" : REALM + "/groups/" + parentId + "/children", own);
            changes.add("group " + path + " made");
        } else if (!Difference.holds(own, present)) {
            keycloak.put(
                    REALM + "/groups/" + id,
                    Difference.without(Difference.merged(own, present), List.of("subGroups", "access")));
            changes.add("group " + path);
        }
        for (JsonNode child : wanted.path("subGroups")) {
            group(child, path, id);
        }
    }

    /** An empty object. */
    static ObjectNode object() {
        return JsonMapper.shared().createObjectNode();
    }
}
