package opcc.tracker.local.keycloak;

import static opcc.tracker.local.keycloak.AdminApi.encoded;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import opcc.tracker.local.processes.StackFailure;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Applies the way to sign in by browser. Keycloak changes flows step by step and has no way to change one whole, so a flow
 * that differs is made anew, while its own takes its place.
 */
final class SignInFlow {

    private static final String REALM = "/" + Realm.NAME;
    private static final String FLOWS = REALM + "/authentication/flows";
    private static final String BUILT_IN = "browser";

    private final AdminApi keycloak;
    private final List<String> changes;

    SignInFlow(AdminApi keycloak, List<String> changes) {
        this.keycloak = keycloak;
        this.changes = changes;
    }

    void apply(JsonNode flow) throws StackFailure, InterruptedException {
        String alias = flow.path("alias").asString();
        List<String> wanted = new ArrayList<>();
        describe(flow, 0, wanted);
        String present = idOf(alias);
        if (!present.isEmpty() && !wanted.equals(described(alias))) {
            bind(BUILT_IN);
            keycloak.delete(FLOWS + "/" + present, null);
            present = "";
        }
        if (present.isEmpty()) {
            make(flow, alias);
            changes.add("way to sign in made");
        }
        if (!keycloak.get(REALM).path("browserFlow").asString("").equals(alias)) {
            bind(alias);
            changes.add("way to sign in taken into use");
        }
    }

    private String idOf(String alias) throws StackFailure, InterruptedException {
        for (JsonNode flow : keycloak.get(FLOWS)) {
            if (flow.path("alias").asString().equals(alias)) {
                return flow.path("id").asString();
            }
        }
        return "";
    }

    private void bind(String alias) throws StackFailure, InterruptedException {
        keycloak.put(REALM, ((ObjectNode) keycloak.get(REALM)).put("browserFlow", alias));
    }

    private void make(JsonNode flow, String alias) throws StackFailure, InterruptedException {
        keycloak.post(
                FLOWS,
                RealmApplication.object()
                        .put("alias", alias)
                        .put("description", flow.path("description").asString())
                        .put("providerId", "basic-flow")
                        .put("topLevel", true)
                        .put("builtIn", false));
        List<JsonNode> executions = new ArrayList<>();
        fill(flow, alias, executions);
        // Only now, since Keycloak lists executions with their ids by the flow at the top alone.
        int index = 0;
        for (JsonNode made : keycloak.get(FLOWS + "/" + encoded(alias) + "/executions")) {
            JsonNode wanted = executions.get(index++);
            String id = made.path("id").asString();
            keycloak.put(
                    FLOWS + "/" + encoded(alias) + "/executions",
                    ((ObjectNode) made)
                            .put("requirement", wanted.path("requirement").asString()));
            if (wanted.has("config")) {
                ObjectNode config = RealmApplication.object().put("alias", alias + " " + index);
                config.set("config", wanted.path("config"));
                keycloak.post(REALM + "/authentication/executions/" + id + "/config", config);
            }
        }
    }

    /** Adds the executions of a flow, and those of the flows within, in the order in which Keycloak lists them. */
    private void fill(JsonNode flow, String alias, List<JsonNode> executions)
            throws StackFailure, InterruptedException {
        for (JsonNode execution : flow.path("executions")) {
            executions.add(execution);
            String path = FLOWS + "/" + encoded(alias) + "/executions";
            if (execution.has("flow")) {
                String inner = execution.path("flow").asString();
                keycloak.post(
                        path + "/flow",
                        RealmApplication.object()
                                .put("alias", inner)
                                .put("type", "basic-flow")
                                .put("description", ""));
                fill(execution, inner, executions);
            } else {
                keycloak.post(
                        path + "/execution",
                        RealmApplication.object()
                                .put("provider", execution.path("authenticator").asString()));
            }
        }
    }

    private static void describe(JsonNode flow, int level, List<String> lines) {
        for (JsonNode execution : flow.path("executions")) {
            boolean inner = execution.has("flow");
            lines.add(
                    line(level, execution.path(inner ? "flow" : "authenticator"), execution, execution.path("config")));
            if (inner) {
                describe(execution, level + 1, lines);
            }
        }
    }

    private List<String> described(String alias) throws StackFailure, InterruptedException {
        List<String> lines = new ArrayList<>();
        for (JsonNode execution : keycloak.get(FLOWS + "/" + encoded(alias) + "/executions")) {
            String config = execution.path("authenticationConfig").asString("");
            JsonNode settings = config.isEmpty()
                    ? RealmApplication.object()
                    : keycloak.get(REALM + "/authentication/config/" + config).path("config");
            boolean inner = execution.path("authenticationFlow").asBoolean(false);
            lines.add(line(
                    execution.path("level").asInt(),
                    execution.path(inner ? "displayName" : "providerId"),
                    execution,
                    settings));
        }
        return lines;
    }

    private static String line(int level, JsonNode name, JsonNode execution, JsonNode config) {
        TreeMap<String, String> settings = new TreeMap<>();
        config.properties()
                .forEach(each -> settings.put(each.getKey(), each.getValue().asString()));
        return level + " " + name.asString() + " "
                + execution.path("requirement").asString() + " " + settings;
    }
}
