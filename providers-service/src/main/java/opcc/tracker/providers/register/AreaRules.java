package opcc.tracker.providers.register;

import com.google.rpc.BadRequest.FieldViolation;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import opcc.tracker.kit.areas.PoliceAreas;
import opcc.tracker.kit.authentication.Caller;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.v1.Provider;
import opcc.tracker.v1.RoleEnum.Role;
import opcc.tracker.v1.Service;

/** Which areas an entry may have, and who may give it away. */
final class AreaRules {

    private AreaRules() {}

    /** A provider's area is a police area, or none: then only administrators keep the entry. */
    static Stream<FieldViolation> violations(Provider provider) {
        return provider.getArea().isEmpty()
                ? Stream.empty()
                : PoliceAreas.violation("provider.area", provider.getArea()).stream();
    }

    /** A service's lead area is a police area or the whole country; those that share it are other police areas. */
    static Stream<FieldViolation> violations(Service service) {
        return Stream.concat(
                PoliceAreas.violationUnlessNational("service.area", service.getArea()).stream(),
                IntStream.range(0, service.getSharedAreasCount())
                        .mapToObj(i -> sharedAreaViolation(service, i))
                        .flatMap(Optional::stream));
    }

    private static Optional<FieldViolation> sharedAreaViolation(Service service, int i) {
        String field = "service.shared_areas[" + i + "]";
        String area = service.getSharedAreas(i);
        return area.equals(service.getArea())
                ? Optional.of(Refusal.violation(field, "is the lead area already"))
                : PoliceAreas.violation(field, area);
    }

    /** A commissioner can't hand an entry to an area that is not theirs; an administrator can. */
    static void requireMayMove(String before, String after) {
        Caller caller = Caller.current();
        if (before.equals(after)
                || caller.areas().contains(after)
                || caller.roles().contains(Role.ADMINISTRATOR)) {
            return;
        }
        throw Refusal.denied(
                "AREA_NOT_YOURS",
                after.isEmpty()
                        ? "Only an administrator can take an entry away from its area."
                        : "You do not act for the area \"" + after + "\", so you can't move an entry there.",
                Map.of(
                        "area",
                        after,
                        "held",
                        String.join(", ", caller.areas().stream().sorted().toList())));
    }
}
