package opcc.tracker.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import opcc.tracker.acceptance.AccessIT.Route;
import opcc.tracker.v1.AccessProto;
import opcc.tracker.v1.Grant;
import opcc.tracker.v1.RoleEnum.Role;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every route below a thing that belongs to an area or a provider, from the protos: open to a caller of the same area or
 * provider, and as if there were no such thing to one who holds the same role elsewhere.
 */
@ExtendWith(OnTheLiveTracker.class)
class OwnAndForeignIT {

    /** A thing of the demonstration, and two people of the same role: one whose it is, and one whose it is not. */
    private record Thing(String name, Role role, String own, String foreign) {}

    private static final List<Thing> THINGS = List.of(
            new Thing(
                    "funds/wm-emergency", Role.COMMISSIONER, "commissioner.westmercia", "commissioner.leicestershire"),
            new Thing("services/surrey-navigator", Role.PROVIDER, "provider.justiceandcare", "provider.hopeforjustice"),
            new Thing(
                    "providers/justice-and-care", Role.PROVIDER, "provider.justiceandcare", "provider.hopeforjustice"));

    private final LiveTracker tracker;

    OwnAndForeignIT(LiveTracker tracker) {
        this.tracker = tracker;
    }

    private record Visit(Route route, Thing thing, String path) {

        static Stream<Visit> of(Route route, Thing thing) {
            String collection = "/v1/" + thing.name().substring(0, thing.name().indexOf('/')) + "/no-such-thing";
            return route.path().startsWith(collection) && isScoped(route, thing.role())
                    ? Stream.of(new Visit(
                            route, thing, "/v1/" + thing.name() + route.path().substring(collection.length())))
                    : Stream.empty();
        }

        /** Whether the contract lets the role in by what it belongs to, and in no other way. */
        private static boolean isScoped(Route route, Role role) {
            List<Grant> grants = route.rpc().getOptions().getExtension(AccessProto.access).getGrantsList().stream()
                    .filter(grant -> grant.getRolesList().contains(role))
                    .toList();
            return !grants.isEmpty()
                    && grants.stream()
                            .noneMatch(grant -> grant.getNational()
                                    || (grant.getArea() + grant.getLeadArea() + grant.getProvider() + grant.getOwner())
                                            .isEmpty());
        }

        boolean isRead() {
            return route.verb().equals("GET");
        }

        boolean isOfTheThingItself() {
            return !path.contains("no-such-thing");
        }

        @Override
        public String toString() {
            return thing.role() + " " + route.verb() + " " + path;
        }
    }

    private static Stream<Visit> visits() {
        return AccessIT.routes().flatMap(route -> THINGS.stream().flatMap(thing -> Visit.of(route, thing)));
    }

    private Answer call(String user, Visit visit) {
        return visit.isRead()
                ? tracker.get(user, visit.path)
                : tracker.send(
                        user,
                        visit.route.verb(),
                        visit.path,
                        BodyPublishers.ofString("{}"),
                        Map.of("Content-Type", visit.route.mediaType()));
    }

    @TestFactory
    Stream<DynamicTest> is_open_to_whom_it_belongs() {
        return visits().filter(visit -> visit.isRead() && visit.isOfTheThingItself())
                .map(visit -> DynamicTest.dynamicTest(visit.toString(), () -> {
                    Answer answer = call(visit.thing.own(), visit);
                    assertThat(answer.status()).as("%s", answer).isEqualTo(200);
                }));
    }

    /** A write is held to its form before anybody looks whose it is. */
    @TestFactory
    Stream<DynamicTest> is_closed_to_the_same_role_elsewhere() {
        return visits().map(visit -> DynamicTest.dynamicTest(visit.toString(), () -> {
            Answer answer = call(visit.thing.foreign(), visit);
            assertThat(answer.status()).as("%s", answer).isIn(visit.isRead() ? List.of(404) : List.of(400, 403, 404));
        }));
    }

    @Test
    void is_one_of_many() {
        assertThat(visits()).hasSizeGreaterThan(15);
    }
}
