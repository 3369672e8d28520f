package opcc.tracker.gateway.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Any;
import com.google.rpc.ErrorInfo;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.MetadataUtils;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import opcc.tracker.gateway.stage.GatewayUnderTest;
import opcc.tracker.gateway.stage.KeyServerDouble;
import opcc.tracker.gateway.stage.ProofKey;
import opcc.tracker.gateway.stage.Realm;
import opcc.tracker.gateway.stage.ScriptedService;
import opcc.tracker.v1.Fund;
import opcc.tracker.v1.FundsServiceGrpc;
import opcc.tracker.v1.GetFundRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayName("A native gRPC call by a token that is bound to a key")
class BoundCallsIT {

    private static final String PUBLIC_URL = "https://tracker.example";
    private static final String METHOD = PUBLIC_URL + "/opcc.tracker.v1.FundsService/GetFund";
    private static final Realm REALM = new Realm();
    private static final ProofKey KEY = new ProofKey();
    private static final ProofKey THIEF = new ProofKey();
    private static final String TOKEN = KEY.boundToken(REALM, "finance");
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
                "tracker.gateway.token.public-url=" + PUBLIC_URL,
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

    private static Fund call(String authorization, String... proofs) {
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), authorization);
        for (String proof : proofs) {
            headers.put(Metadata.Key.of("dpop", Metadata.ASCII_STRING_MARSHALLER), proof);
        }
        return FundsServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(20, TimeUnit.SECONDS)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .getFund(GetFundRequest.newBuilder().setName("funds/f").build());
    }

    private static String proof() {
        return KEY.proof("POST", METHOD, TOKEN);
    }

    private static void assertRefused(String why, String authorization, String... proofs) throws Exception {
        StatusRuntimeException refused =
                catchThrowableOfType(StatusRuntimeException.class, () -> call(authorization, proofs));
        assertThat(refused).as("the call is refused").isNotNull();
        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(refused.getStatus().getDescription()).isEqualTo(why);
        for (Any detail : StatusProto.fromThrowable(refused).getDetailsList()) {
            if (detail.is(ErrorInfo.class)) {
                assertThat(detail.unpack(ErrorInfo.class).getReason()).isEqualTo("PROOF_INVALID");
            }
        }
    }

    @Test
    void opens_the_door_with_a_proof_for_the_method_and_is_passed_on_as_what_it_is() {
        assertThat(call("DPoP " + TOKEN, proof()).getName()).isEqualTo("funds/f");

        assertThat(funds.lastHeader("authorization")).isEqualTo("DPoP " + TOKEN);
        assertThat(funds.lastHeader("dpop")).as("the proof is for the gateway").isNull();
    }

    @Test
    void opens_nothing_the_second_time_with_the_same_proof() throws Exception {
        String proof = proof();
        call("DPoP " + TOKEN, proof);

        assertRefused("The proof was used before.", "DPoP " + TOKEN, proof);
    }

    @Test
    void opens_nothing_as_a_bearer_token_with_a_proof_or_without() throws Exception {
        String why = "The token is bound to a key: send it as DPoP, with a proof.";
        assertRefused(why, "Bearer " + TOKEN);
        assertRefused(why, "Bearer " + TOKEN, proof());
    }

    @Test
    void opens_nothing_without_a_proof_or_with_two() throws Exception {
        String why = "The token needs exactly one proof, in the header DPoP.";
        assertRefused(why, "DPoP " + TOKEN);
        assertRefused(why, "DPoP " + TOKEN, proof(), proof());
    }

    @Test
    void is_the_only_one_that_takes_a_proof() throws Exception {
        String plain = REALM.token("finance");

        assertThat(call("Bearer " + plain).getName()).isEqualTo("funds/f");
        assertRefused(
                "The token is not bound to a key: send it as Bearer.",
                "DPoP " + plain,
                KEY.proof("POST", METHOD, plain));
    }

    @Test
    void is_refused_whatever_else_it_is_bound_to() {
        String byCertificate = REALM.sign(
                Realm.claims("finance").claim("cnf", Map.of("x5t#S256", "abc")).build(), h -> h);
        for (String token : List.of(
                byCertificate,
                REALM.sign(Realm.claims("finance").claim("typ", "DPoP").build(), h -> h))) {
            for (String scheme : List.of("Bearer ", "DPoP ")) {
                StatusRuntimeException refused = catchThrowableOfType(
                        StatusRuntimeException.class, () -> call(scheme + token, KEY.proof("POST", METHOD, token)));
                assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> opens_nothing_with_a_proof_for_another_request() {
        Map<String, String> proofs = new LinkedHashMap<>();
        proofs.put("another method of HTTP", KEY.proof("GET", METHOD, TOKEN));
        proofs.put("another RPC", KEY.proof("POST", METHOD.replace("GetFund", "ListFunds"), TOKEN));
        proofs.put("the path in JSON", KEY.proof("POST", PUBLIC_URL + "/v1/funds/f", TOKEN));
        proofs.put(
                "the address that was connected to",
                KEY.proof("POST", METHOD.replace(PUBLIC_URL, "http://127.0.0.1:" + gateway.port()), TOKEN));
        proofs.put("another host", KEY.proof("POST", METHOD.replace("tracker.example", "other.example"), TOKEN));
        return proofs.entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(
                        each.getKey(),
                        () -> assertRefused("The proof is for another request.", "DPoP " + TOKEN, each.getValue())));
    }

    @Test
    void opens_nothing_with_the_proof_of_a_thief_or_for_another_token() throws Exception {
        assertRefused(
                "The proof is by another key than the token's.", "DPoP " + TOKEN, THIEF.proof("POST", METHOD, TOKEN));
        assertRefused(
                "The proof is for another token.",
                "DPoP " + TOKEN,
                KEY.proof("POST", METHOD, KEY.boundToken(REALM, "auditor")));
        assertRefused("The proof cannot be read.", "DPoP " + TOKEN, "proof");
    }
}
