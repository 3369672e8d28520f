package opcc.tracker.providers;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Fault;
import com.google.rpc.Code;
import com.google.rpc.RetryInfo;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import opcc.tracker.kit.testing.Refusals;
import opcc.tracker.kit.testing.RunningService;
import opcc.tracker.v1.CreateUserRequest;
import opcc.tracker.v1.GetUserRequest;
import opcc.tracker.v1.ListUsersRequest;
import opcc.tracker.v1.RoleEnum.Role;
import opcc.tracker.v1.User;
import opcc.tracker.v1.UsersServiceGrpc;
import opcc.tracker.v1.UsersServiceGrpc.UsersServiceBlockingStub;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What an administrator reads when Keycloak fails. With a real Keycloak users are tried by {@code acceptance}. */
@DisplayName("When Keycloak")
class UsersWithoutKeycloakIT {

    private static final String TOKENS = "/realms/opcc/protocol/openid-connect/token";
    private static final String USERS = "/admin/realms/opcc/users";
    /** With all that means something in a form or in basic authentication. */
    private static final String SECRET = "a+b c/d=e&f%2Bg:h\u00e9";

    private static WireMockServer keycloak;
    private static RunningService service;

    @BeforeAll
    static void start() {
        keycloak = new WireMockServer(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"));
        keycloak.start();
        service = RunningService.start(
                ProvidersApplication.class,
                Map.of(
                        "users.keycloak",
                        keycloak.baseUrl(),
                        "users.client-secret",
                        SECRET,
                        "users.answer-timeout",
                        "500ms"));
    }

    @AfterAll
    static void stop() {
        service.close();
        keycloak.stop();
    }

    @BeforeEach
    void given_a_keycloak_that_gives_the_service_a_token() {
        keycloak.resetAll();
        // So short a life that each call asks for one.
        keycloak.stubFor(post(urlPathEqualTo(TOKENS))
                .willReturn(okJson("{\"access_token\":\"t\",\"expires_in\":1,\"token_type\":\"Bearer\"}")));
    }

    private static UsersServiceBlockingStub administrator() {
        return service.realm().administrator().calling(UsersServiceGrpc.newBlockingStub(service.channel()));
    }

    private static Refusals refusalOfAList() {
        return Refusals.of(() -> administrator().listUsers(ListUsersRequest.getDefaultInstance()));
    }

    private static void assertUnavailable(Refusals refusal) {
        assertThat(refusal.code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(refusal.reason()).isEqualTo("USERS_UNAVAILABLE");
        assertThat(refusal.detail(RetryInfo.class)).isPresent();
        assertThat(refusal.message()).doesNotContain("secret").doesNotContain("127.0.0.1");
    }

    private static CreateUserRequest.Builder anAnalyst() {
        return CreateUserRequest.newBuilder()
                .setUserId("anna.analyst")
                .setUser(User.newBuilder()
                        .setGivenName("Anna")
                        .setFamilyName("Analyst")
                        .setEmail("anna@example.org")
                        .addRoles(Role.ANALYST));
    }

    /** RFC 6749, 2.3.1: name and secret are encoded as a form's fields are before they go into the header. */
    @Test
    void is_signed_in_to_it_reads_the_secret_as_it_is_whatever_characters_it_holds() {
        keycloak.stubFor(get(urlPathEqualTo(USERS)).willReturn(okJson("[]")));

        administrator().listUsers(ListUsersRequest.getDefaultInstance());

        assertThat(keycloak.findAll(postRequestedFor(urlPathEqualTo(TOKENS))))
                .isNotEmpty()
                .allSatisfy(request -> {
                    assertThat(request.getBodyAsString()).contains("grant_type=client_credentials");
                    String credentials = new String(
                            Base64.getDecoder()
                                    .decode(request.getHeader("Authorization").substring("Basic ".length())),
                            StandardCharsets.US_ASCII);
                    assertThat(Arrays.stream(credentials.split(":"))
                                    .map(part -> URLDecoder.decode(part, StandardCharsets.UTF_8)))
                            .containsExactly("tracker-users", SECRET);
                });
    }

    @Test
    void is_slow_nobody_waits_long() {
        keycloak.stubFor(get(urlPathEqualTo(USERS)).willReturn(okJson("[]").withFixedDelay(5_000)));
        long start = System.nanoTime();

        assertUnavailable(refusalOfAList());

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void breaks_off_it_is_to_be_tried_again() {
        keycloak.stubFor(get(urlPathEqualTo(USERS)).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));

        assertUnavailable(refusalOfAList());
    }

    @Test
    void fails_its_words_are_not_passed_on() {
        keycloak.stubFor(get(urlPathEqualTo(USERS))
                .willReturn(aResponse().withStatus(500).withBody("{\"error\":\"secret of 127.0.0.1\"}")));

        assertUnavailable(refusalOfAList());
    }

    @Test
    void answers_nonsense_it_is_not_believed() {
        keycloak.stubFor(get(urlPathEqualTo(USERS))
                .willReturn(aResponse()
                        .withHeader("Content-Type", "application/json")
                        .withBody("<html>hello")));

        assertUnavailable(refusalOfAList());
    }

    @Test
    void refuses_the_service_itself_the_administrator_is_not_to_blame() {
        keycloak.resetAll();
        keycloak.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(401)));

        assertUnavailable(refusalOfAList());
    }

    /** A user who was deleted in its console between two questions, say. That is no failure: others are served. */
    @Test
    void refuses_one_request_it_is_not_said_to_be_away() {
        keycloak.stubFor(
                get(urlPathEqualTo(USERS)).willReturn(okJson("[{\"id\":\"u1\",\"username\":\"anna.analyst\"}]")));
        for (int status : new int[] {400, 404, 409}) {
            keycloak.stubFor(get(urlPathEqualTo(USERS + "/u1/role-mappings/realm"))
                    .willReturn(aResponse().withStatus(status).withBody("{\"error\":\"secret\"}")));

            Refusals refusal = refusalOfAList();

            assertThat(refusal.code()).isEqualTo(Code.FAILED_PRECONDITION);
            assertThat(refusal.reason()).isEqualTo("KEYCLOAK_REFUSED");
            assertThat(refusal.message()).doesNotContain("secret");
        }
    }

    @Test
    void has_the_name_already_the_caller_is_told_so() {
        keycloak.stubFor(post(urlPathEqualTo(USERS))
                .willReturn(aResponse().withStatus(409).withBody("{\"errorMessage\":\"User exists\"}")));

        Refusals refusal =
                Refusals.of(() -> administrator().createUser(anAnalyst().build()));

        assertThat(refusal.code()).isEqualTo(Code.ALREADY_EXISTS);
        assertThat(refusal.message()).contains("users/anna.analyst");
    }

    @Test
    void does_not_know_the_user_there_is_none() {
        keycloak.stubFor(get(urlPathEqualTo(USERS)).willReturn(okJson("[]")));

        assertThat(Refusals.of(() -> administrator()
                                .getUser(GetUserRequest.newBuilder()
                                        .setName("users/nobody")
                                        .build()))
                        .code())
                .isEqualTo(Code.NOT_FOUND);
    }

    @Test
    void would_be_asked_for_what_may_not_be_given_it_is_not_asked() {
        User.Builder greedy = anAnalyst().getUser().toBuilder().addRoles(Role.FINANCE);

        assertThat(Refusals.of(() -> administrator()
                                .createUser(anAnalyst().setUser(greedy).build()))
                        .violations())
                .containsKey("user.areas");
        assertThat(Refusals.of(() -> administrator()
                                .createUser(anAnalyst()
                                        .setUserId("service-account-tracker-users")
                                        .build()))
                        .violations())
                .containsKey("user_id");
        keycloak.verify(0, postRequestedFor(urlPathEqualTo(USERS)));
    }

    @Test
    void is_not_set_up_for_it_users_are_not_administered() {
        try (RunningService without = RunningService.start(ProvidersApplication.class, Map.of())) {
            Refusals refusal = Refusals.of(() -> without.realm()
                    .administrator()
                    .calling(UsersServiceGrpc.newBlockingStub(without.channel()))
                    .listUsers(ListUsersRequest.getDefaultInstance()));

            assertThat(refusal.code()).isEqualTo(Code.UNIMPLEMENTED);
            assertThat(refusal.reason()).isEqualTo("USERS_NOT_SET_UP");
        }
    }

    @Test
    void is_asked_by_others_than_administrators_they_are_refused() {
        for (var other : List.of(
                service.realm().commissioner("west-mercia"),
                service.realm().provider("unseen"),
                service.realm().auditor("west-mercia"))) {
            assertThat(Refusals.of(() -> other.calling(UsersServiceGrpc.newBlockingStub(service.channel()))
                                    .listUsers(ListUsersRequest.getDefaultInstance()))
                            .reason())
                    .isEqualTo("ROLE_REQUIRED");
        }
    }
}
