package opcc.tracker.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import opcc.tracker.v1.Access;
import opcc.tracker.v1.AccessProto;
import opcc.tracker.v1.AggregateReturnsProto;
import opcc.tracker.v1.AuditProto;
import opcc.tracker.v1.BudgetsProto;
import opcc.tracker.v1.FundsProto;
import opcc.tracker.v1.GrantsProto;
import opcc.tracker.v1.MeasuresProto;
import opcc.tracker.v1.NotificationsProto;
import opcc.tracker.v1.OutcomeStreamProto;
import opcc.tracker.v1.OutcomesProto;
import opcc.tracker.v1.ProvidersProto;
import opcc.tracker.v1.QuartersProto;
import opcc.tracker.v1.ReceiptsProto;
import opcc.tracker.v1.ReleasesProto;
import opcc.tracker.v1.RetentionProto;
import opcc.tracker.v1.RoleEnum.Role;
import opcc.tracker.v1.SessionsProto;
import opcc.tracker.v1.SpendProto;
import opcc.tracker.v1.UploadsProto;
import opcc.tracker.v1.UsersProto;
import opcc.tracker.v1.YearEndsProto;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every route opens to whom its proto declares, and to nobody else. */
@ExtendWith(OnTheLiveTracker.class)
class AccessIT {

    private static final Map<Role, String> USERS = Map.of(
            Role.COMMISSIONER, "commissioner.leicestershire",
            Role.FINANCE, "finance.westmercia",
            Role.REQUESTER, "requester2.westmercia",
            Role.PROVIDER, "provider.hopeforjustice",
            Role.AUDITOR, "auditor.westmercia",
            Role.ANALYST, "analyst.apcc",
            Role.ADMINISTRATOR, "admin");

    private final LiveTracker tracker;

    AccessIT(LiveTracker tracker) {
        this.tracker = tracker;
    }

    /** An RPC's method and a path of its form, with ids that nothing has. */
    record Route(MethodDescriptor rpc, String verb, String path) {

        static Route of(MethodDescriptor rpc) {
            HttpRule http = rpc.getOptions().getExtension(AnnotationsProto.http);
            String template =
                    switch (http.getPatternCase()) {
                        case GET -> http.getGet();
                        case POST -> http.getPost();
                        case PATCH -> http.getPatch();
                        default -> throw new IllegalStateException(rpc.getFullName());
                    };
            String path = template.replaceAll("\\{[a-z_.]+=([^}]+)}", "$1").replace("*", "no-such-thing");
            return new Route(rpc, http.getPatternCase().name(), path);
        }

        Set<Role> admitted() {
            Access access = rpc.getOptions().getExtension(AccessProto.access);
            if (access.getAnyAuthenticated()) {
                return USERS.keySet();
            }
            EnumSet<Role> roles = EnumSet.noneOf(Role.class);
            access.getGrantsList().forEach(grant -> roles.addAll(grant.getRolesList()));
            return roles;
        }

        /** Of its body. */
        String mediaType() {
            return rpc.isClientStreaming() ? "application/x-ndjson" : "application/json";
        }

        @Override
        public String toString() {
            return verb + " " + path;
        }
    }

    /** Of all RPCs, streams as well. */
    static Stream<Route> routes() {
        return Stream.of(
                        AggregateReturnsProto.getDescriptor(),
                        AuditProto.getDescriptor(),
                        BudgetsProto.getDescriptor(),
                        ProvidersProto.getDescriptor(),
                        FundsProto.getDescriptor(),
                        NotificationsProto.getDescriptor(),
                        GrantsProto.getDescriptor(),
                        QuartersProto.getDescriptor(),
                        ReceiptsProto.getDescriptor(),
                        MeasuresProto.getDescriptor(),
                        OutcomesProto.getDescriptor(),
                        ReleasesProto.getDescriptor(),
                        OutcomeStreamProto.getDescriptor(),
                        RetentionProto.getDescriptor(),
                        SessionsProto.getDescriptor(),
                        SpendProto.getDescriptor(),
                        UploadsProto.getDescriptor(),
                        UsersProto.getDescriptor(),
                        YearEndsProto.getDescriptor())
                .map(FileDescriptor::getServices)
                .flatMap(List::stream)
                .flatMap(service -> service.getMethods().stream())
                .map(Route::of);
    }

    private Answer call(String user, Route route) {
        return route.verb.equals("GET")
                ? tracker.get(user, route.path)
                : tracker.send(
                        user,
                        route.verb,
                        route.path,
                        java.net.http.HttpRequest.BodyPublishers.ofString("{}"),
                        Map.of("Content-Type", route.mediaType()));
    }

    @TestFactory
    Stream<DynamicTest> every_route_is_closed_without_a_token() {
        return routes().map(route -> DynamicTest.dynamicTest(route.toString(), () -> {
            Answer refused = tracker.send(
                            null,
                            route.verb,
                            route.path,
                            route.verb.equals("GET") ? null : java.net.http.HttpRequest.BodyPublishers.ofString("{}"),
                            Map.of("Content-Type", "application/json"))
                    .problem(401);
            assertThat(refused.headers().firstValue("www-authenticate")).isPresent();
        }));
    }

    @TestFactory
    Stream<DynamicTest> every_route_is_closed_to_the_roles_that_it_does_not_declare_and_open_to_the_others() {
        return routes().flatMap(route -> USERS.keySet().stream()
                .map(role -> DynamicTest.dynamicTest(route + " by " + role, () -> {
                    Answer answer = call(USERS.get(role), route);
                    if (route.admitted().contains(role)) {
                        assertThat(answer.status()).as("%s", answer).isIn(200, 400, 404);
                    } else {
                        assertThat(answer.problem(403).reason()).isEqualTo("ROLE_REQUIRED");
                    }
                })));
    }

    @Test
    void a_provider_cannot_read_another_providers_service() {
        Answer foreign = tracker.get("provider.hopeforjustice", "/v1/services/surrey-navigator")
                .problem(404);
        Answer absent = tracker.get("provider.hopeforjustice", "/v1/services/no-such-thing")
                .problem(404);

        assertThat(foreign.text("detail").replace("surrey-navigator", "no-such-thing"))
                .as("what is not theirs reads like what is not there")
                .isEqualTo(absent.text("detail"));
    }

    @Test
    void a_commissioner_cannot_read_another_areas_fund() {
        tracker.get("commissioner.westmercia", "/v1/funds/wm-emergency").ok();
        tracker.get("commissioner.leicestershire", "/v1/funds/wm-emergency").problem(404);
        tracker.get("commissioner.leicestershire", "/v1/funds/wm-emergency/entries")
                .problem(404);
        assertThat(tracker.get("commissioner.leicestershire", "/v1/funds").ok().each("funds", "name"))
                .isEmpty();
    }

    @Test
    void a_commissioner_registers_services_in_their_own_area_only() {
        String body = "{\"displayName\":\"A service\",\"serviceType\":\"NAVIGATOR\",\"area\":\"surrey\"}";

        Answer refused = tracker.post(
                        "commissioner.westmercia", "/v1/services?serviceId=" + LiveTracker.freshId("s"), body)
                .problem(403);

        assertThat(refused.reason()).isEqualTo("AREA_NOT_YOURS");
    }

    @Test
    void a_token_changed_or_made_up_is_refused() {
        String[] parts = tracker.token("requester.westmercia").split("\\.");
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        String promoted = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(claims.replace("requester", "finance").getBytes(StandardCharsets.UTF_8));
        String none = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));

        for (String token : List.of(
                parts[0] + "." + promoted + "." + parts[2],
                none + "." + parts[1] + ".",
                parts[0] + "." + parts[1],
                "made-up")) {
            tracker.send(null, "GET", "/v1/me", null, Map.of("Authorization", "Bearer " + token))
                    .problem(401);
        }
    }
}
