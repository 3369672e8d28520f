package opcc.tracker.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import opcc.tracker.gateway.stage.Caller;
import opcc.tracker.gateway.stage.GatewayUnderTest;
import opcc.tracker.gateway.stage.KeyServerDouble;
import opcc.tracker.gateway.stage.Realm;
import opcc.tracker.gateway.transcoding.BindingIndex;
import opcc.tracker.gateway.transcoding.HttpBinding;
import opcc.tracker.v1.Access;
import opcc.tracker.v1.RoleEnum.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

@DisplayName("Every route of the contracts")
class EveryRouteIT {

    private static final Realm REALM = new Realm();
    private static KeyServerDouble keys;
    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() {
        keys = new KeyServerDouble();
        keys.gives(REALM);
        String nobody = "127.0.0.1:" + GatewayUnderTest.closedPort();
        gateway = GatewayUnderTest.start(
                keys.uri(),
                "tracker.gateway.targets.ProvidersService=" + nobody,
                "tracker.gateway.targets.SessionsService=" + nobody,
                "tracker.gateway.targets.UsersService=" + nobody,
                "tracker.gateway.targets.GrantsService=" + nobody,
                "tracker.gateway.targets.AuditService=" + nobody,
                "tracker.gateway.targets.BudgetsService=" + nobody,
                "tracker.gateway.targets.FundsService=" + nobody,
                "tracker.gateway.targets.YearEndsService=" + nobody,
                "tracker.gateway.targets.NotificationsService=" + nobody,
                "tracker.gateway.targets.SpendService=" + nobody,
                "tracker.gateway.targets.AggregateReturnsService=" + nobody,
                "tracker.gateway.targets.QuartersService=" + nobody,
                "tracker.gateway.targets.ReleasesService=" + nobody,
                "tracker.gateway.targets.RetentionService=" + nobody,
                "tracker.gateway.targets.MeasuresService=" + nobody,
                "tracker.gateway.targets.OutcomesService=" + nobody,
                "tracker.gateway.targets.OutcomeStreamService=" + nobody,
                "tracker.gateway.targets.UploadsService=" + nobody);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        keys.close();
    }

    private static Stream<HttpBinding> bindings() {
        return gateway.bean(BindingIndex.class).bindings().stream();
    }

    private static Stream<String> roles() {
        return Arrays.stream(Role.values())
                .filter(role -> role != Role.UNRECOGNIZED && role != Role.ROLE_UNSPECIFIED)
                .map(role -> role.name().toLowerCase(Locale.ROOT));
    }

    private static Set<String> granted(Access access) {
        Set<String> roles = access.getGrantsList().stream()
                .flatMap(grant -> grant.getRolesList().stream())
                .map(role -> role.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        if (!access.getSeparatedFromOwnerOf().isEmpty()) {
            roles.addAll(List.of("requester", "provider"));
        }
        return access.getAnyAuthenticated() ? roles().collect(Collectors.toSet()) : roles;
    }

    private static Caller.Answer call(Caller caller, HttpBinding binding) {
        String path = binding.segments().stream()
                .map(segment -> segment.startsWith("*") ? "x" : segment)
                .collect(Collectors.joining("/", "/", binding.verb().isEmpty() ? "" : ":" + binding.verb()));
        Caller json =
                caller.with("Content-Type", binding.rpc().takesStream() ? "application/x-ndjson" : "application/json");
        return json.send(
                binding.method(), path, binding.takesBody() ? BodyPublishers.ofString("{}") : BodyPublishers.noBody());
    }

    @TestFactory
    Stream<DynamicTest> is_shut_without_a_token() {
        return bindings()
                .map(binding -> DynamicTest.dynamicTest(binding.toString(), () -> {
                    Caller.Answer answer = call(gateway.caller(), binding);
                    assertThat(answer.status()).isEqualTo(401);
                    assertThat(answer.reason()).isEqualTo("TOKEN_MISSING");
                    assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
                }));
    }

    @TestFactory
    Stream<DynamicTest> is_shut_to_roles_that_are_not_granted() {
        return bindings()
                .flatMap(binding -> Stream.concat(Stream.of("offline_access"), roles())
                        .filter(role -> !granted(binding.rpc().access()).contains(role))
                        .filter(role -> !binding.rpc().access().getAnyAuthenticated())
                        .map(role -> DynamicTest.dynamicTest(role + " " + binding, () -> {
                            Caller.Answer answer = call(gateway.caller().withToken(REALM.token(role)), binding);
                            assertThat(answer.status()).isEqualTo(403);
                            assertThat(answer.reason()).isEqualTo("ROLE_REQUIRED");
                            assertThat(answer.json()
                                            .path("metadata")
                                            .path("needed")
                                            .asString())
                                    .isNotBlank();
                        })));
    }

    @TestFactory
    Stream<DynamicTest> leads_roles_that_are_granted_on_to_the_service() {
        return bindings()
                .flatMap(binding -> granted(binding.rpc().access()).stream()
                        .map(role -> DynamicTest.dynamicTest(role + " " + binding, () -> {
                            // The request may be refused for its content, or the service not be there; the door is
                            // open.
                            Caller.Answer answer = call(gateway.caller().withToken(REALM.token(role)), binding);
                            assertThat(answer.status()).isIn(400, 503);
                        })));
    }
}
