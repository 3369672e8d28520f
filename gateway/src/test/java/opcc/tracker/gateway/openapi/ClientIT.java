package opcc.tracker.gateway.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.wiremock.grpc.dsl.WireMockGrpc.message;
import static org.wiremock.grpc.dsl.WireMockGrpc.method;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import java.util.List;
import java.util.UUID;
import opcc.tracker.client.ApiClient;
import opcc.tracker.client.ApiException;
import opcc.tracker.client.api.FundsServiceApi;
import opcc.tracker.client.api.ProvidersServiceApi;
import opcc.tracker.client.model.Draw;
import opcc.tracker.client.model.DrawCategory;
import opcc.tracker.client.model.DrawLine;
import opcc.tracker.client.model.ListServicesResponse;
import opcc.tracker.client.model.Problem;
import opcc.tracker.client.model.ServiceType;
import opcc.tracker.gateway.stage.GatewayUnderTest;
import opcc.tracker.gateway.stage.KeyServerDouble;
import opcc.tracker.gateway.stage.Realm;
import opcc.tracker.gateway.stage.ScriptedService;
import opcc.tracker.gateway.stage.WireMockServices;
import opcc.tracker.v1.ServiceTypeEnum;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Client and models are generated from the document in this build; nothing of it is written by hand. */
@DisplayName("A client generated from the OpenAPI document")
class ClientIT {

    private static final Realm REALM = new Realm();
    private static KeyServerDouble keys;
    private static WireMockServices register;
    private static ScriptedService funds;
    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() {
        keys = new KeyServerDouble();
        keys.gives(REALM);
        register = WireMockServices.start();
        funds = new ScriptedService();
        gateway = GatewayUnderTest.start(
                keys.uri(),
                "tracker.gateway.targets.ProvidersService=" + register.address(),
                "tracker.gateway.targets.FundsService=" + funds.address());
    }

    @AfterAll
    static void stop() {
        gateway.close();
        funds.close();
        register.close();
        keys.close();
    }

    private static ApiClient client(String role) {
        String token = REALM.token(role);
        ApiClient client = new ApiClient();
        client.updateBaseUri("http://127.0.0.1:" + gateway.port());
        client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));
        return client;
    }

    private static Problem problem(ApiException refused) {
        try {
            return ApiClient.createDefaultObjectMapper().readValue(refused.getResponseBody(), Problem.class);
        } catch (JsonProcessingException e) {
            throw new AssertionError(refused.getResponseBody(), e);
        }
    }

    private static Draw bedForTonight() {
        return new Draw()
                .reason("a bed for tonight")
                .addLinesItem(new DrawLine()
                        .category(DrawCategory.ACCOMMODATION)
                        .quantity(2)
                        .unitPricePence("6500"));
    }

    @Test
    void lists_services() throws ApiException {
        register.service("ProvidersService")
                .stubFor(method("ListServices")
                        .willReturn(message(opcc.tracker.v1.ListServicesResponse.newBuilder()
                                .addServices(opcc.tracker.v1.Service.newBuilder()
                                        .setName("services/wm-navigators")
                                        .setServiceType(ServiceTypeEnum.ServiceType.NAVIGATOR))
                                .setNextPageToken("MTAw"))));
        ListServicesResponse page = new ProvidersServiceApi(client("analyst"))
                .listServices(1, null, "west-mercia", null, ServiceType.NAVIGATOR, null, null, null);
        assertThat(page.getServices()).singleElement().satisfies(service -> {
            assertThat(service.getName()).isEqualTo("services/wm-navigators");
            assertThat(service.getServiceType()).isEqualTo(ServiceType.NAVIGATOR);
        });
        assertThat(page.getNextPageToken()).isEqualTo("MTAw");
    }

    @Test
    void asks_for_money_once_with_its_key() throws ApiException {
        funds.succeeds();
        String key = UUID.randomUUID().toString();
        Draw draw = new FundsServiceApi(client("requester")).createDraw("wm-emergency", bedForTonight(), key, null);
        assertThat(draw.getReason()).isEqualTo("a bed for tonight");
        assertThat(draw.getLines()).singleElement().satisfies(line -> {
            assertThat(line.getCategory()).isEqualTo(DrawCategory.ACCOMMODATION);
            assertThat(line.getUnitPricePence()).isEqualTo("6500");
        });
        assertThat(funds.lastHeader("idempotency-key")).isEqualTo(key);
    }

    @Test
    void reads_a_refusal_of_the_rules_as_a_problem() {
        funds.failsWith(
                Code.FAILED_PRECONDITION,
                "The fund holds 100.00 pounds, 130.00 are asked for.",
                ErrorInfo.newBuilder()
                        .setDomain("tracker.opcc")
                        .setReason("INSUFFICIENT_FUNDS")
                        .putMetadata("availablePence", "10000")
                        .build());
        ApiException refused = catchThrowableOfType(
                ApiException.class,
                () -> new FundsServiceApi(client("requester")).createDraw("wm-emergency", bedForTonight(), null, null));
        assertThat(refused.getCode()).isEqualTo(409);
        Problem problem = problem(refused);
        assertThat(problem.getReason()).isEqualTo("INSUFFICIENT_FUNDS");
        assertThat(problem.getDetail()).isEqualTo("The fund holds 100.00 pounds, 130.00 are asked for.");
        assertThat(problem.getMetadata()).containsEntry("availablePence", "10000");
        assertThat(problem.getRequestId()).isNotBlank();
    }

    @Test
    void reads_a_missing_role_as_a_problem() {
        ApiException refused = catchThrowableOfType(
                ApiException.class,
                () -> new FundsServiceApi(client("analyst")).createDraw("wm-emergency", bedForTonight(), null, null));
        assertThat(refused.getCode()).isEqualTo(403);
        assertThat(problem(refused).getReason()).isEqualTo("ROLE_REQUIRED");
        assertThat(List.of(problem(refused).getMetadata().get("needed").split(", ")))
                .contains("requester");
    }
}
