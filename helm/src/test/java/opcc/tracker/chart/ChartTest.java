package opcc.tracker.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What an office gets when it installs the chart. */
class ChartTest {
    private static final Map<String, Integer> PORTS = Map.of(
            "tracker-gateway", 8080,
            "tracker-providers-service", 9091,
            "tracker-funds-service", 9092,
            "tracker-outcomes-service", 9093);

    @Test
    void helmFindsNoFaultInTheChart() {
        var lint = new Helm(Chart.DIRECTORY).lint().strict().call();

        assertThat(lint.isFailed()).as("%s", lint.getMessages()).isFalse();
    }

    @Test
    void theGatewayAndThreeServicesAreDeployed() {
        assertThat(names(Chart.ofAnOffice().all("Deployment"))).containsExactlyInAnyOrderElementsOf(PORTS.keySet());
    }

    @Test
    void eachHasAServiceAtItsPortThatLeadsToItsPods() {
        var chart = Chart.ofAnOffice();

        PORTS.forEach((name, port) -> {
            var service = chart.one("Service", name);
            var pod = chart.one("Deployment", name).at("/spec/template");
            var servicePort = service.at("/spec/ports/0");
            var containerPort = pod.at("/spec/containers/0/ports/0");
            assertThat(servicePort.path("port").asInt()).as(name).isEqualTo(port);
            assertThat(containerPort.path("containerPort").asInt()).as(name).isEqualTo(port);
            assertThat(servicePort.path("targetPort")).as(name).isEqualTo(containerPort.path("name"));
            assertThat(pod.at("/metadata/labels").properties())
                    .as(name)
                    .containsAll(service.at("/spec/selector").properties());
        });
    }

    @ParameterizedTest
    @CsvSource({
        "tracker-gateway, PROVIDERS_SERVICE_ADDRESS, tracker-providers-service:9091",
        "tracker-gateway, FUNDS_SERVICE_ADDRESS, tracker-funds-service:9092",
        "tracker-gateway, OUTCOMES_SERVICE_ADDRESS, tracker-outcomes-service:9093",
        "tracker-outcomes-service, PROVIDERS_SERVICE_ADDRESS, tracker-providers-service:9091",
        "tracker-outcomes-service, FUNDS_SERVICE_ADDRESS, tracker-funds-service:9092",
        "tracker-gateway, SERVER_PORT, 8080",
        "tracker-funds-service, GRPC_PORT, 9092",
        "tracker-funds-service, GRPC_ADDRESS, 0.0.0.0",
        "tracker-funds-service, KEYCLOAK_ISSUER_URI, https://login.example.org/realms/opcc"
    })
    void theProcessesAreToldWhereTheOthersAre(String deployment, String variable, String value) {
        var container = Chart.ofAnOffice().one("Deployment", deployment).at("/spec/template/spec/containers/0");

        assertThat(environment(container).get(variable).path("value").asString())
                .isEqualTo(value);
    }

    @Test
    void anImageMayBePinnedToItsDigest() {
        var digest = "sha256:" + "0123456789abcdef".repeat(4);
        var chart = Chart.ofAnOffice()
                .with("image.registry", "images.example.org/opcc")
                .with("components.gateway.image.digest", digest);

        assertThat(image(chart, "tracker-gateway"))
                .isEqualTo("images.example.org/opcc/victim-support-tracker/gateway@" + digest);
        assertThat(image(chart, "tracker-funds-service"))
                .isEqualTo("images.example.org/opcc/victim-support-tracker/funds-service:0.1.0");
    }

    @Test
    void autoscalingTakesTheNumberOfReplicasOver() {
        var chart = Chart.ofAnOffice().with("components.gateway.autoscaling.enabled", true);

        assertThat(names(chart.all("HorizontalPodAutoscaler"))).containsExactly("tracker-gateway");
        assertThat(chart.one("Deployment", "tracker-gateway")
                        .at("/spec/replicas")
                        .isMissingNode())
                .isTrue();
    }

    @Test
    void theIngressLeadsToTheApiOnlyAndOverTls() {
        var ingress = Chart.ofAnOffice()
                .with("ingress.enabled", true)
                .with("ingress.host", "tracker.example.org")
                .with("ingress.tlsSecret", "tracker-tls")
                .one("Ingress", "tracker-gateway");

        assertThat(ingress.at("/spec/rules").findValuesAsString("path")).containsExactly("/v1");
        assertThat(ingress.at("/spec/tls/0/secretName").asString()).isEqualTo("tracker-tls");
    }

    @Test
    void aMisspeltSettingIsRefused() {
        var chart = Chart.ofAnOffice().with("mongodb.exsitingSecret", "tracker-mongodb");

        assertThatThrownBy(chart::manifests).hasMessageContaining("exsitingSecret");
    }

    private static String image(Chart chart, String deployment) {
        return chart.one("Deployment", deployment)
                .at("/spec/template/spec/containers/0/image")
                .asString();
    }

    static Map<String, JsonNode> environment(JsonNode container) {
        return container
                .path("env")
                .valueStream()
                .collect(Collectors.toMap(variable -> variable.path("name").asString(), variable -> variable));
    }

    private static Stream<String> names(Stream<JsonNode> manifests) {
        return manifests.map(manifest -> manifest.at("/metadata/name").asString());
    }
}
