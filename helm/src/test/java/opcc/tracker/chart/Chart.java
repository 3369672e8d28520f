package opcc.tracker.chart;

import com.marcnuri.helm.Helm;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The chart with some settings, as {@code helm install} would see it. */
record Chart(Map<String, Object> settings) {
    static final Path DIRECTORY = Path.of("victim-support-tracker").toAbsolutePath();
    private static final String OLDEST_KUBERNETES = "1.30.0";

    /** The chart with what an installation must say, and nothing else. */
    static Chart ofAnOffice() {
        return new Chart(Map.of(
                "mongodb.existingSecret", "tracker-mongodb",
                "pseudonymKey.existingSecret", "tracker-pseudonyms",
                "keycloak.issuerUri", "https://login.example.org/realms/opcc"));
    }

    Chart with(String setting, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(settings);
        changed.put(setting, value);
        return new Chart(changed);
    }

    /** The manifests that Helm makes of the chart. */
    List<JsonNode> manifests() {
        var template = new Helm(DIRECTORY)
                .template()
                .withName("tracker")
                .withNamespace("victim-support")
                .withKubeVersion(OLDEST_KUBERNETES);
        settings.forEach(template::set);
        try (var documents = new YAMLMapper().readerFor(JsonNode.class).<JsonNode>readValues(template.call())) {
            return documents.readAll().stream().filter(JsonNode::isObject).toList();
        }
    }

    Stream<JsonNode> all(String kind) {
        return manifests().stream()
                .filter(manifest -> manifest.at("/kind").asString().equals(kind));
    }

    JsonNode one(String kind, String name) {
        return all(kind)
                .filter(manifest -> manifest.at("/metadata/name").asString().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " " + name));
    }

    /** The containers of every Deployment, those that run before the others included. */
    Stream<JsonNode> containers() {
        return all("Deployment")
                .map(deployment -> deployment.at("/spec/template/spec"))
                .flatMap(pod -> Stream.concat(
                        pod.path("containers").valueStream(),
                        pod.path("initContainers").valueStream()));
    }
}
