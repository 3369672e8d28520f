package opcc.tracker.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wiremock.grpc.dsl.WireMockGrpc.equalToMessage;
import static org.wiremock.grpc.dsl.WireMockGrpc.message;
import static org.wiremock.grpc.dsl.WireMockGrpc.method;

import java.net.http.HttpRequest.BodyPublishers;
import opcc.tracker.gateway.stage.Caller;
import opcc.tracker.gateway.stage.GatewayUnderTest;
import opcc.tracker.gateway.stage.KeyServerDouble;
import opcc.tracker.gateway.stage.Realm;
import opcc.tracker.gateway.stage.WireMockServices;
import opcc.tracker.v1.ApproveDrawRequest;
import opcc.tracker.v1.CreateFundRequest;
import opcc.tracker.v1.Draw;
import opcc.tracker.v1.DrawStateEnum.DrawState;
import opcc.tracker.v1.Fund;
import opcc.tracker.v1.GetFundRequest;
import opcc.tracker.v1.ListFundsResponse;
import opcc.tracker.v1.Provider;
import opcc.tracker.v1.UpdateProviderRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wiremock.grpc.dsl.WireMockGrpc.Status;
import org.wiremock.grpc.dsl.WireMockGrpcService;

@DisplayName("A call through the gateway")
class CallsIT {

    private static final Realm REALM = new Realm();
    private static KeyServerDouble keys;
    private static WireMockServices services;
    private static GatewayUnderTest gateway;
    private WireMockGrpcService funds;
    private Caller finance;

    @BeforeAll
    static void start() {
        keys = new KeyServerDouble();
        keys.gives(REALM);
        services = WireMockServices.start();
        gateway = GatewayUnderTest.start(
                keys.uri(),
                "tracker.gateway.deadline=2s",
                "tracker.gateway.breaker.calls=1000",
                "tracker.gateway.targets.ProvidersService=" + services.address(),
                "tracker.gateway.targets.FundsService=" + services.address());
    }

    @AfterAll
    static void stop() {
        gateway.close();
        services.close();
        keys.close();
    }

    @BeforeEach
    void forget() {
        funds = services.service("FundsService");
        funds.resetAll();
        finance = gateway.caller().withToken(REALM.token("finance"));
    }

    @Test
    void reads_a_fund_with_all_its_balances() {
        funds.stubFor(method("GetFund")
                .withRequestMessage(equalToMessage(GetFundRequest.newBuilder().setName("funds/wm-emergency")))
                .willReturn(message(Fund.newBuilder()
                        .setName("funds/wm-emergency")
                        .setAllocatedPence(500_000)
                        .setAvailablePence(500_000))));
        Caller.Answer answer = finance.get("/v1/funds/wm-emergency");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.json().path("name").asString()).isEqualTo("funds/wm-emergency");
        assertThat(answer.json().path("allocatedPence").asString()).isEqualTo("500000");
        assertThat(answer.body()).contains("\"reservedPence\":\"0\"");
    }

    @Test
    void takes_the_resource_from_the_body_and_its_id_from_the_query() {
        CreateFundRequest expected = CreateFundRequest.newBuilder()
                .setFundId("wm-emergency")
                .setFund(Fund.newBuilder()
                        .setDisplayName("Emergency fund \u00a3")
                        .setArea("west-mercia"))
                .build();
        funds.stubFor(method("CreateFund")
                .withRequestMessage(equalToMessage(expected))
                .willReturn(message(Fund.newBuilder().setName("funds/wm-emergency"))));
        Caller.Answer answer = finance.post(
                "/v1/funds?fundId=wm-emergency",
                "{\"displayName\":\"Emergency fund \u00a3\",\"area\":\"west-mercia\"}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void approves_a_draw_by_a_verb_with_an_empty_body() {
        funds.stubFor(method("ApproveDraw")
                .withRequestMessage(
                        equalToMessage(ApproveDrawRequest.newBuilder().setName("funds/f/draws/d")))
                .willReturn(message(Draw.newBuilder().setState(DrawState.APPROVED))));
        assertThat(finance.post("/v1/funds/f/draws/d:approve", "{}")
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("APPROVED");
        assertThat(finance.send("POST", "/v1/funds/f/draws/d:approve", BodyPublishers.noBody())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void changes_only_what_the_body_of_a_patch_holds() {
        UpdateProviderRequest.Builder expected = UpdateProviderRequest.newBuilder()
                .setProvider(Provider.newBuilder()
                        .setName("providers/unseen")
                        .setDisplayName("Unseen")
                        .setEtag("e1"));
        expected.getUpdateMaskBuilder().addPaths("display_name");
        services.service("ProvidersService")
                .stubFor(method("UpdateProvider")
                        .withRequestMessage(equalToMessage(expected))
                        .willReturn(message(Provider.newBuilder().setName("providers/unseen"))));
        Caller.Answer answer = gateway.caller()
                .withToken(REALM.token("commissioner"))
                .with("Content-Type", "application/json")
                .send(
                        "PATCH",
                        "/v1/providers/unseen",
                        BodyPublishers.ofString("{\"displayName\":\"Unseen\",\"etag\":\"e1\"}"));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void answers_head_as_get_without_the_body() {
        funds.stubFor(method("ListFunds")
                .willReturn(message(ListFundsResponse.newBuilder().setNextPageToken("t"))));
        Caller.Answer answer = finance.send("HEAD", "/v1/funds", BodyPublishers.noBody());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.header("Content-Length"))
                .isEqualTo(Integer.toString(finance.get("/v1/funds").body().length()));
    }

    @Test
    void that_a_service_refuses_is_refused() {
        funds.stubFor(method("GetFund").willReturn(Status.NOT_FOUND, "there is no such fund"));
        Caller.Answer answer = finance.get("/v1/funds/none");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.reason()).isEqualTo("NOT_FOUND");
        assertThat(answer.detail()).isEqualTo("there is no such fund");
    }

    @Test
    void to_a_slow_service_ends_at_the_deadline() {
        funds.stubFor(method("GetFund").willReturn(message(Fund.newBuilder()).withFixedDelay(20_000)));
        long start = System.nanoTime();
        Caller.Answer answer = finance.get("/v1/funds/slow");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.reason()).isEqualTo("DEADLINE_EXCEEDED");
        assertThat(answer.header("Retry-After")).isEqualTo("2");
        assertThat((System.nanoTime() - start) / 1_000_000).isBetween(1_500L, 6_000L);
    }
}
