package opcc.tracker.gateway.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Any;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import opcc.tracker.gateway.contracts.Contracts;
import opcc.tracker.gateway.contracts.Rpc;
import opcc.tracker.gateway.stage.GatewayUnderTest;
import opcc.tracker.gateway.stage.KeyServerDouble;
import opcc.tracker.gateway.stage.ProofKey;
import opcc.tracker.gateway.stage.Realm;
import opcc.tracker.gateway.stage.ScriptedService;
import opcc.tracker.v1.CreateDrawRequest;
import opcc.tracker.v1.Draw;
import opcc.tracker.v1.FundsServiceGrpc;
import opcc.tracker.v1.GetFundRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A native gRPC call through the gateway's port")
class NativeGrpcIT {

    private static final Realm REALM = new Realm();
    private static final GetFundRequest FUND =
            GetFundRequest.newBuilder().setName("funds/f").build();
    private static KeyServerDouble keys;
    private static ScriptedService funds;
    private static GatewayUnderTest gateway;
    private static ManagedChannel channel;

    @BeforeAll
    static void start() {
        keys = new KeyServerDouble();
        keys.gives(REALM);
        funds = new ScriptedService();
        gateway = GatewayUnderTest.start(
                keys.uri(),
                "tracker.gateway.breaker.calls=10",
                "tracker.gateway.breaker.pause=60s",
                "tracker.gateway.targets.FundsService=" + funds.address());
        channel = NettyChannelBuilder.forAddress("127.0.0.1", gateway.port())
                .usePlaintext()
                .build();
    }

    @AfterAll
    static void stop() {
        channel.shutdownNow();
        gateway.close();
        funds.close();
        keys.close();
    }

    @BeforeEach
    void mend() {
        funds.succeeds();
    }

    private static ClientInterceptor header(String name, String value) {
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value);
        return MetadataUtils.newAttachHeadersInterceptor(headers);
    }

    private static FundsServiceGrpc.FundsServiceBlockingStub funds(String... roles) {
        return FundsServiceGrpc.newBlockingStub(channel)
                .withInterceptors(header("authorization", "Bearer " + REALM.token(roles)));
    }

    private static StatusRuntimeException refused(Supplier<?> call) {
        StatusRuntimeException refused = catchThrowableOfType(StatusRuntimeException.class, call::get);
        assertThat(refused).as("the call is refused").isNotNull();
        return refused;
    }

    private static void assertRefused(Supplier<?> call, Status.Code code, String reason) throws Exception {
        StatusRuntimeException refused = refused(call);
        assertThat(refused.getStatus().getCode()).isEqualTo(code);
        assertThat(refused.getStatus().getDescription()).isNotBlank();
        assertThat(reason(refused)).isEqualTo(reason);
    }

    private static String reason(StatusRuntimeException refused) throws Exception {
        for (Any detail : StatusProto.fromThrowable(refused).getDetailsList()) {
            if (detail.is(ErrorInfo.class)) {
                return detail.unpack(ErrorInfo.class).getReason();
            }
        }
        return "";
    }

    @Test
    void reads_and_writes_as_json_does_and_json_goes_on() {
        assertThat(funds("finance").getFund(FUND).getName()).isEqualTo("funds/f");
        Draw draw = Draw.newBuilder().setReason("a bed for tonight").build();
        assertThat(funds("requester")
                        .createDraw(CreateDrawRequest.newBuilder()
                                .setParent("funds/f")
                                .setDraw(draw)
                                .build()))
                .isEqualTo(draw);
        assertThat(gateway.caller()
                        .withToken(REALM.token("finance"))
                        .get("/v1/funds/f")
                        .json()
                        .path("name")
                        .asString())
                .isEqualTo("funds/f");
    }

    @Test
    void leads_the_same_headers_on_and_no_others() {
        funds("finance")
                .withInterceptors(
                        header("idempotency-key", "k-1"),
                        header("x-request-id", "request-1"),
                        header("traceparent", "nonsense"),
                        header("x-secret", "s"))
                .getFund(FUND);
        assertThat(funds.lastHeader("authorization")).startsWith("Bearer ");
        assertThat(funds.lastHeader("idempotency-key")).isEqualTo("k-1");
        assertThat(funds.lastHeader("x-request-id")).isEqualTo("request-1");
        assertThat(funds.lastHeader("traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
        assertThat(funds.lastHeader("x-secret")).isNull();
    }

    @Test
    void without_a_good_token_is_unauthenticated() throws Exception {
        FundsServiceGrpc.FundsServiceBlockingStub nobody = FundsServiceGrpc.newBlockingStub(channel);
        assertRefused(() -> nobody.getFund(FUND), Status.Code.UNAUTHENTICATED, "TOKEN_MISSING");
        String forged = new Realm().token("finance");
        assertRefused(
                () -> nobody.withInterceptors(header("authorization", "Bearer " + forged))
                        .getFund(FUND),
                Status.Code.UNAUTHENTICATED,
                "TOKEN_INVALID");
        assertRefused(
                () -> nobody.withInterceptors(header("authorization", "Basic Zm9vOmJhcg=="))
                        .getFund(FUND),
                Status.Code.UNAUTHENTICATED,
                "TOKEN_MISSING");
    }

    @Test
    void by_a_token_that_is_bound_to_a_key_needs_a_proof_for_the_address_that_it_names() throws Exception {
        ProofKey key = new ProofKey();
        String bound = key.boundToken(REALM, "finance");
        FundsServiceGrpc.FundsServiceBlockingStub byKey =
                FundsServiceGrpc.newBlockingStub(channel).withInterceptors(header("authorization", "DPoP " + bound));
        String address = "http://127.0.0.1:" + gateway.port() + "/opcc.tracker.v1.FundsService/";

        assertThat(byKey.withInterceptors(header("dpop", key.proof("POST", address + "GetFund", bound)))
                        .getFund(FUND)
                        .getName())
                .isEqualTo("funds/f");
        assertRefused(() -> byKey.getFund(FUND), Status.Code.UNAUTHENTICATED, "PROOF_INVALID");
        assertRefused(
                () -> byKey.withInterceptors(header("dpop", key.proof("POST", address + "ListFunds", bound)))
                        .getFund(FUND),
                Status.Code.UNAUTHENTICATED,
                "PROOF_INVALID");
        assertRefused(
                () -> FundsServiceGrpc.newBlockingStub(channel)
                        .withInterceptors(header("authorization", "Bearer " + bound))
                        .getFund(FUND),
                Status.Code.UNAUTHENTICATED,
                "PROOF_INVALID");
    }

    @Test
    void of_every_method_is_shut_to_strangers_and_to_foreign_roles() throws Exception {
        for (Rpc rpc : gateway.bean(Contracts.class).all()) {
            assertThat(call(rpc.grpcName(), null)).as("no token, %s", rpc).isEqualTo(Status.Code.UNAUTHENTICATED);
            if (!rpc.access().getAnyAuthenticated()) {
                assertThat(call(rpc.grpcName(), REALM.token("offline_access")))
                        .as("no role, %s", rpc)
                        .isEqualTo(Status.Code.PERMISSION_DENIED);
            }
        }
    }

    private static Status.Code call(String method, @Nullable String token) {
        CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(10, TimeUnit.SECONDS);
        Channel from = token == null
                ? channel
                : ClientInterceptors.intercept(channel, header("authorization", "Bearer " + token));
        MethodDescriptor<byte[], byte[]> raw = MethodDescriptor.newBuilder(RawBytes.INSTANCE, RawBytes.INSTANCE)
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(method)
                .build();
        return refused(() -> ClientCalls.blockingUnaryCall(from, raw, options, new byte[0]))
                .getStatus()
                .getCode();
    }

    @Test
    void of_a_role_that_is_not_granted_is_denied_with_the_roles_needed() throws Exception {
        assertRefused(() -> funds("analyst").getFund(FUND), Status.Code.PERMISSION_DENIED, "ROLE_REQUIRED");
    }

    @Test
    void of_an_unknown_method_is_unimplemented() {
        assertThat(call("opcc.tracker.v1.FundsService/Nothing", REALM.token("finance")))
                .isEqualTo(Status.Code.UNIMPLEMENTED);
        assertThat(call("opcc.tracker.v1.FundsService/Nothing", null)).isEqualTo(Status.Code.UNAUTHENTICATED);
    }

    @Test
    void keeps_the_services_reason_and_hides_its_inside() throws Exception {
        funds.failsWith(
                Code.FAILED_PRECONDITION,
                "The fund holds too little.",
                ErrorInfo.newBuilder()
                        .setDomain("tracker.opcc")
                        .setReason("INSUFFICIENT_FUNDS")
                        .build());
        StatusRuntimeException kept = refused(() -> funds("finance").getFund(FUND));
        assertThat(kept.getStatus().getDescription()).isEqualTo("The fund holds too little.");
        assertThat(reason(kept)).isEqualTo("INSUFFICIENT_FUNDS");

        funds.failsWith(Status.INTERNAL.withDescription("NullPointerException at 10.0.0.1"));
        StatusRuntimeException hidden = refused(() -> funds("finance").getFund(FUND));
        assertThat(hidden.getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);
        assertThat(hidden.getStatus().getDescription()).doesNotContain("Null").doesNotContain("10.0.0.1");
    }

    @Test
    void with_too_large_a_message_is_refused() throws Exception {
        Draw large = Draw.newBuilder().setReason("x".repeat(1_100_000)).build();
        assertRefused(
                () -> funds("requester")
                        .createDraw(CreateDrawRequest.newBuilder()
                                .setParent("funds/f")
                                .setDraw(large)
                                .build()),
                Status.Code.RESOURCE_EXHAUSTED,
                "BODY_TOO_LARGE");
    }

    @Test
    void with_a_short_deadline_ends_then_and_says_nothing_against_the_service() {
        funds.hangs();
        for (int i = 0; i < 15; i++) {
            assertThat(refused(() -> funds("finance")
                                    .withDeadlineAfter(100, TimeUnit.MILLISECONDS)
                                    .getFund(FUND))
                            .getStatus()
                            .getCode())
                    .isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        }
        funds.succeeds();
        assertThat(funds("finance").getFund(FUND).getName()).isEqualTo("funds/f");
    }

    @Test
    void of_health_needs_no_token() {
        assertThat(List.of("", "opcc.tracker.v1.FundsService"))
                .allSatisfy(service -> assertThat(HealthGrpc.newBlockingStub(channel)
                                .check(HealthCheckRequest.newBuilder()
                                        .setService(service)
                                        .build())
                                .getStatus())
                        .isEqualTo(ServingStatus.SERVING));
    }

    @Test
    void beside_a_connection_that_only_begins_like_http_2_is_answered_as_ever() throws Exception {
        try (Socket strange = new Socket("127.0.0.1", gateway.port())) {
            strange.getOutputStream().write("PRI * HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            strange.setSoTimeout(5_000);
            byte[] rest = strange.getInputStream().readAllBytes();
            assertThat(new String(rest, StandardCharsets.ISO_8859_1)).doesNotContain("HTTP/1.1 200");
        }
        try (Socket slow = new Socket("127.0.0.1", gateway.port())) {
            slow.setSoTimeout(5_000);
            for (byte each : "PUT /v1/funds HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII)) {
                slow.getOutputStream().write(each);
                slow.getOutputStream().flush();
            }
            assertThat(new String(slow.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 401");
        }
        await().atMost(Duration.ofSeconds(5))
                .until(() -> funds("finance").getFund(FUND).getName().equals("funds/f"));
    }
}
