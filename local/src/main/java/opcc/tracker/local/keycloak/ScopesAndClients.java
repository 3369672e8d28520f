package opcc.tracker.local.keycloak;

import static opcc.tracker.local.keycloak.AdminApi.encoded;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import opcc.tracker.local.processes.StackFailure;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** Applies what tokens say (client scopes) and who may ask for them (clients). */
final class ScopesAndClients {

    private static final String REALM = "/" + Realm.NAME;
    private static final List<String> OWN_PATHS =
            List.of("protocolMappers", "defaultClientScopes", "optionalClientScopes", "secret");

    private final AdminApi keycloak;
    private final List<String> changes;

    ScopesAndClients(AdminApi keycloak, List<String> changes) {
        this.keycloak = keycloak;
        this.changes = changes;
    }

    void applyScope(JsonNode wanted) throws StackFailure, InterruptedException {
        String name = wanted.path("name").asString();
        JsonNode present = find(keycloak.get(REALM + "/client-scopes"), "name", name);
        String label = "client scope " + name;
        if (present.isMissingNode()) {
            keycloak.post(REALM + "/client-scopes", wanted);
            changes.add(label + " made");
            return;
        }
        String path = REALM + "/client-scopes/" + present.path("id").asString();
        update(label, path, wanted, present);
        mappers(label, path, wanted, present);
    }

    void applyClient(JsonNode wanted) throws StackFailure, InterruptedException {
        String clientId = wanted.path("clientId").asString();
        String label = "client " + clientId;
        JsonNode present = client(clientId);
        if (present.isMissingNode()) {
            keycloak.post(REALM + "/clients", wanted);
            changes.add(label + " made");
            return;
        }
        String path = REALM + "/clients/" + present.path("id").asString();
        update(label, path, wanted, present);
        mappers(label, path, wanted, present);
        scopes(label, path, wanted);
        secret(label, path, wanted);
    }

    /** Gives a client's service account exactly these roles: one too many would be one too powerful. */
    void applyServiceAccount(JsonNode wanted) throws StackFailure, InterruptedException {
        String clientId = wanted.path("serviceAccountClientId").asString();
        String account = keycloak.get(
                        REALM + "/clients/" + client(clientId).path("id").asString() + "/service-account-user")
                .path("id")
                .asString();
        for (var each : wanted.path("clientRoles").properties()) {
            String owner = client(each.getKey()).path("id").asString();
            String path = REALM + "/users/" + account + "/role-mappings/clients/" + owner;
            Set<String> names =
                    each.getValue().valueStream().map(JsonNode::asString).collect(Collectors.toSet());
            ArrayNode surplus = roles(keycloak.get(path), names, false);
            if (!surplus.isEmpty()) {
                keycloak.delete(path, surplus);
                changes.add("roles of " + clientId + " taken away");
            }
            ArrayNode missing = roles(keycloak.get(path + "/available"), names, true);
            if (!missing.isEmpty()) {
                keycloak.post(path, missing);
                changes.add("roles of " + clientId + " given");
            }
        }
    }

    private static ArrayNode roles(JsonNode all, Set<String> names, boolean named) {
        ArrayNode roles = JsonMapper.shared().createArrayNode();
        all.valueStream()
                .filter(role -> names.contains(role.path("name").asString()) == named)
                .forEach(roles::add);
        return roles;
    }

    private void update(String label, String path, JsonNode wanted, JsonNode present)
            throws StackFailure, InterruptedException {
        ObjectNode own = Difference.without(wanted, OWN_PATHS);
        if (!Difference.holds(own, present)) {
            keycloak.put(path, Difference.without(Difference.merged(own, present), List.of("protocolMappers")));
            changes.add(label);
        }
    }

    private void mappers(String label, String path, JsonNode wanted, JsonNode present)
            throws StackFailure, InterruptedException {
        String models = path + "/protocol-mappers/models";
        for (JsonNode mapper : wanted.path("protocolMappers")) {
            String name = mapper.path("name").asString();
            JsonNode known = find(present.path("protocolMappers"), "name", name);
            if (known.isMissingNode()) {
                keycloak.post(models, mapper);
                changes.add(label + ": claim " + name + " made");
            } else if (!Difference.holds(mapper, known)) {
                keycloak.put(models + "/" + known.path("id").asString(), Difference.merged((ObjectNode) mapper, known));
                changes.add(label + ": claim " + name);
            }
        }
    }

    private void scopes(String label, String path, JsonNode wanted) throws StackFailure, InterruptedException {
        Set<String> names = wanted.path("defaultClientScopes")
                .valueStream()
                .map(JsonNode::asString)
                .collect(Collectors.toSet());
        JsonNode present = keycloak.get(path + "/default-client-scopes");
        for (JsonNode scope : present) {
            if (!names.contains(scope.path("name").asString())) {
                keycloak.delete(
                        path + "/default-client-scopes/" + scope.path("id").asString(), null);
                changes.add(label + ": scope " + scope.path("name").asString() + " taken away");
            }
        }
        for (String name : names) {
            if (find(present, "name", name).isMissingNode()) {
                String id = find(keycloak.get(REALM + "/client-scopes"), "name", name)
                        .path("id")
                        .asString();
                keycloak.put(path + "/default-client-scopes/" + id, RealmApplication.object());
                changes.add(label + ": scope " + name + " given");
            }
        }
    }

    private void secret(String label, String path, JsonNode wanted) throws StackFailure, InterruptedException {
        String secret = wanted.path("secret").asString("");
        if (!secret.isEmpty()
                && !secret.equals(
                        keycloak.get(path + "/client-secret").path("value").asString(""))) {
            keycloak.put(path, ((ObjectNode) keycloak.get(path)).put("secret", secret));
            changes.add(label + ": secret");
        }
    }

    private JsonNode client(String clientId) throws StackFailure, InterruptedException {
        return keycloak.get(REALM + "/clients?clientId=" + encoded(clientId)).path(0);
    }

    private static JsonNode find(JsonNode list, String field, String value) {
        return list.valueStream()
                .filter(each -> each.path(field).asString("").equals(value))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }
}
