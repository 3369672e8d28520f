package opcc.tracker.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The chart denies what it does not allow: to processes, to the network and to whoever reads its manifests. */
class ChartSecurityTest {
    private final Chart chart = Chart.ofAnOffice();

    @Test
    void everyPodRunsAsAnOrdinaryUserWithoutAccessToTheCluster() {
        assertThat(chart.all("Deployment").map(deployment -> deployment.at("/spec/template/spec")))
                .hasSize(4)
                .allSatisfy(pod -> {
                    assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean(false))
                            .isTrue();
                    assertThat(pod.at("/securityContext/runAsUser").asInt(0)).isPositive();
                    assertThat(pod.at("/securityContext/seccompProfile/type").asString(""))
                            .isEqualTo("RuntimeDefault");
                    assertThat(pod.at("/automountServiceAccountToken").asBoolean(true))
                            .isFalse();
                    assertThat(pod.at("/enableServiceLinks").asBoolean(true)).isFalse();
                });
        assertThat(chart.all("ServiceAccount"))
                .hasSize(4)
                .noneMatch(
                        account -> account.path("automountServiceAccountToken").asBoolean(true));
    }

    @Test
    void everyContainerCanChangeNothingButItsTemporaryFiles() {
        assertThat(chart.containers()).hasSize(4).allSatisfy(container -> {
            var context = container.path("securityContext");
            assertThat(context.path("runAsNonRoot").asBoolean(false)).isTrue();
            assertThat(context.path("readOnlyRootFilesystem").asBoolean(false)).isTrue();
            assertThat(context.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
            assertThat(context.path("privileged").asBoolean(false)).isFalse();
            assertThat(context.at("/capabilities/drop/0").asString("")).isEqualTo("ALL");
            assertThat(container.path("volumeMounts").findValuesAsString("mountPath"))
                    .containsExactly("/tmp");
        });
    }

    @Test
    void everyContainerIsProbedAndBounded() {
        assertThat(chart.containers()).hasSize(4).allSatisfy(container -> {
            for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
                assertThat(container.path(probe).has("httpGet")
                                ^ container.path(probe).has("grpc"))
                        .as("%s of %s", probe, container.path("name"))
                        .isTrue();
            }
            assertThat(container.at("/resources/requests").has("cpu")).isTrue();
            assertThat(container.at("/resources/requests").has("memory")).isTrue();
            assertThat(container.at("/resources/limits").has("memory")).isTrue();
        });
    }

    @Test
    void secretsComeByReferenceOnly() {
        assertThat(chart.all("Secret")).isEmpty();
        assertThat(chart.containers()).hasSize(4).allSatisfy(container -> {
            var secrets = ChartTest.environment(container).values().stream()
                    .filter(variable ->
                            variable.path("name").asString().matches(".*(MONGODB_URI|KEY|SECRET|PASSWORD|TOKEN)"));
            assertThat(secrets)
                    .allMatch(variable -> variable.at("/valueFrom/secretKeyRef").has("name"));
        });
        assertThat(secretsOf("tracker-gateway")).isEmpty();
        assertThat(secretsOf("tracker-providers-service")).containsExactly("tracker-mongodb/uri");
        assertThat(secretsOf("tracker-funds-service"))
                .containsExactly("tracker-mongodb/uri", "tracker-pseudonyms/pseudonym-key");
        assertThat(secretsOf("tracker-outcomes-service"))
                .containsExactly("tracker-mongodb/uri", "tracker-pseudonyms/pseudonym-key");
    }

    @Test
    void furtherPseudonymKeysComeByReferenceToOutcomesServiceOnly() {
        var rotating = chart.with("pseudonymKey.keysBefore", "pseudonym-keys-before");

        assertThat(secrets(rotating, "tracker-outcomes-service"))
                .containsExactlyInAnyOrder(
                        "tracker-mongodb/uri",
                        "tracker-pseudonyms/pseudonym-key",
                        "tracker-pseudonyms/pseudonym-keys-before");
        assertThat(secrets(rotating, "tracker-funds-service"))
                .containsExactly("tracker-mongodb/uri", "tracker-pseudonyms/pseudonym-key");
        var leaking = chart.with("components.outcomes-service.env.PSEUDONYM_KEYS_BEFORE", "a key");
        assertThatThrownBy(leaking::manifests).hasMessageContaining("PSEUDONYM_KEYS_BEFORE");
    }

    @Test
    void theKeyOfNotifyComesByReferenceToFundsServiceOnly() {
        var notifying = chart.with("notify.existingSecret", "tracker-notify")
                .with("notify.emailTemplate", "an-email-template")
                .with("notify.textTemplate", "a-text-template")
                .with("networkPolicy.notify.ports[0]", 8443);

        assertThat(secrets(notifying, "tracker-funds-service")).contains("tracker-notify/notify-api-key");
        assertThat(secrets(notifying, "tracker-providers-service")).containsExactly("tracker-mongodb/uri");
        assertThat(secrets(notifying, "tracker-gateway")).isEmpty();
        assertThat(ports(notifying, "tracker-funds-service")).contains("8443");
        assertThat(ports(notifying, "tracker-outcomes-service")).doesNotContain("8443");
        assertThat(ports(chart.with("networkPolicy.notify.ports[0]", 8443), "tracker-funds-service"))
                .as("without a Secret nothing is called")
                .doesNotContain("8443");
    }

    @Test
    void theSecretsOfTheClientsAtKeycloakComeByReferenceToWhoeverIsTheClient() {
        var signingIn = chart.with("keycloak.console.existingSecret", "tracker-console")
                .with("keycloak.users.existingSecret", "tracker-users")
                .with("publicUrl", "https://tracker.example.org");

        assertThat(secrets(signingIn, "tracker-gateway"))
                .containsExactlyInAnyOrder(
                        "tracker-console/console-client-secret", "tracker-console/console-session-key");
        assertThat(secrets(signingIn, "tracker-providers-service"))
                .containsExactlyInAnyOrder("tracker-mongodb/uri", "tracker-users/users-client-secret");
        assertThat(secrets(signingIn, "tracker-funds-service"))
                .containsExactly("tracker-mongodb/uri", "tracker-pseudonyms/pseudonym-key");
    }

    @Test
    void signingInByBrowserNeedsToKnowTheWayBack() {
        var lost = chart.with("keycloak.console.existingSecret", "tracker-console");

        assertThatThrownBy(lost::manifests).hasMessageContaining("publicUrl is missing");
    }

    @Test
    void whatSigningInByBrowserNeedsIsRoutedAndNoMore() {
        var open = chart.with("ingress.enabled", true)
                .with("ingress.host", "tracker.example.org")
                .with("ingress.tlsSecret", "tracker-tls");

        assertThat(paths(open)).containsExactly("/v1");
        assertThat(paths(open.with("keycloak.console.existingSecret", "tracker-console")))
                .containsExactly(
                        "/v1", "/", "/console.css", "/login", "/login/callback", "/logout", "/backchannel-logout");
    }

    private static List<String> paths(Chart chart) {
        return chart.all("Ingress")
                .flatMap(ingress -> ingress.at("/spec/rules/0/http/paths").valueStream())
                .map(path -> path.path("path").asString())
                .toList();
    }

    @Test
    void aKeyOfNotifyNeedsTheTemplates() {
        var incomplete =
                chart.with("notify.existingSecret", "tracker-notify").with("notify.emailTemplate", "an-email-template");

        assertThatThrownBy(incomplete::manifests).hasMessageContaining("notify.textTemplate is missing");
    }

    @Test
    void aServiceMayHaveADatabaseUserOfItsOwn() {
        var separate = chart.with("components.funds-service.mongodbSecret", "funds-mongodb");

        assertThat(secrets(separate, "tracker-funds-service"))
                .containsExactly("funds-mongodb/uri", "tracker-pseudonyms/pseudonym-key");
        assertThat(secrets(separate, "tracker-providers-service")).containsExactly("tracker-mongodb/uri");
    }

    @Test
    void theGatewayReachesADatabaseOnlyIfItIsGivenOneOfItsOwn() {
        var sharing = chart.with("components.gateway.mongodbSecret", "gateway-mongodb");

        assertThat(secrets(sharing, "tracker-gateway")).containsExactly("gateway-mongodb/uri");
        assertThat(ports(sharing, "tracker-gateway")).contains("27017");
        assertThat(ports(chart, "tracker-gateway")).doesNotContain("27017");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        mongodb.existingSecret      | mongodb.existingSecret is missing: name the Secret that holds the MongoDB URI
        pseudonymKey.existingSecret | pseudonymKey.existingSecret is missing: name the Secret that holds the pseudonym key
        keycloak.issuerUri          | keycloak.issuerUri is missing: give the exact issuer
        """)
    void whatMustBeSaidAndIsNotIsNamed(String setting, String message) {
        assertThatThrownBy(chart.with(setting, "")::manifests).hasMessageContaining(message);
    }

    @Test
    void aSecretCannotBeGivenAsAPlainVariable() {
        var leaking = chart.with("components.funds-service.env.MONGODB_URI", "mongodb://user:password@db");

        assertThatThrownBy(leaking::manifests).hasMessageContaining("MONGODB_URI");
    }

    @Test
    void nothingMayConnectUnlessItIsNamed() {
        var denial = chart.one("NetworkPolicy", "tracker-deny-by-default").path("spec");

        assertThat(denial.path("policyTypes").valueStream().map(JsonNode::asString))
                .containsExactly("Ingress", "Egress");
        assertThat(denial.has("ingress")).isFalse();
        assertThat(denial.at("/podSelector/matchLabels").properties()).isNotEmpty();
        assertThat(chart.all("Deployment").map(deployment -> deployment.at("/spec/template/metadata/labels")))
                .allMatch(labels -> labels.properties()
                        .containsAll(denial.at("/podSelector/matchLabels").properties()));
    }

    @ParameterizedTest
    @CsvSource({
        "tracker-providers-service, gateway outcomes-service",
        "tracker-funds-service, gateway outcomes-service",
        "tracker-outcomes-service, gateway"
    })
    void aServiceIsReachedByThoseThatCallItOnly(String service, String callers) {
        var ingress = chart.one("NetworkPolicy", service).at("/spec/ingress");

        assertThat(Set.copyOf(ingress.findValuesAsString("app.kubernetes.io/name")))
                .isEqualTo(Set.of(callers.split(" ")));
    }

    @Test
    void theGatewayIsReachedByNobodyUntilTheIngressControllerIsNamed() {
        var closed = chart.one("NetworkPolicy", "tracker-gateway");
        var open = chart.with("networkPolicy.gatewayFrom[0].podSelector.matchLabels.app", "ingress")
                .one("NetworkPolicy", "tracker-gateway");

        assertThat(closed.path("spec").has("ingress")).isFalse();
        assertThat(open.at("/spec/ingress/0/from/0/podSelector/matchLabels/app").asString())
                .isEqualTo("ingress");
    }

    private static List<String> ports(Chart chart, String policy) {
        return chart.one("NetworkPolicy", policy).at("/spec/egress").findValuesAsString("port");
    }

    private List<String> secretsOf(String deployment) {
        return secrets(chart, deployment);
    }

    private static List<String> secrets(Chart chart, String deployment) {
        var container = chart.one("Deployment", deployment).at("/spec/template/spec/containers/0");
        return container
                .path("env")
                .valueStream()
                .map(variable -> variable.at("/valueFrom/secretKeyRef"))
                .filter(JsonNode::isObject)
                .map(reference -> reference.path("name").asString() + "/"
                        + reference.path("key").asString())
                .collect(Collectors.toList());
    }
}
