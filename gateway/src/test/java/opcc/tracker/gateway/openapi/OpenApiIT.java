package opcc.tracker.gateway.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import opcc.tracker.gateway.stage.Caller;
import opcc.tracker.gateway.stage.GatewayUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Without a token")
class OpenApiIT {

    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() {
        gateway = GatewayUnderTest.start("http://127.0.0.1:" + GatewayUnderTest.closedPort() + "/certs");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void the_openapi_document_can_be_read() {
        Caller.Answer answer = gateway.caller().get("/v1/openapi.json");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.json().path("openapi").asString()).isEqualTo("3.1.0");
    }

    @Test
    void health_can_be_read_and_tells_no_details() {
        for (String path : new String[] {"", "/liveness", "/readiness"}) {
            Caller.Answer answer = gateway.caller().get("/actuator/health" + path);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().path("status").asString()).isEqualTo("UP");
            assertThat(answer.body()).doesNotContain("components").doesNotContain("disk");
        }
    }

    @Test
    void nothing_else_can() {
        for (String path :
                new String[] {"/", "/actuator", "/actuator/gateway/routes", "/actuator/health/db", "/error"}) {
            assertThat(gateway.caller().get(path).status()).as(path).isEqualTo(401);
        }
    }
}
