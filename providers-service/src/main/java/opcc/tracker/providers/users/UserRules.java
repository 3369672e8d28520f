package opcc.tracker.providers.users;

import com.google.rpc.BadRequest.FieldViolation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import opcc.tracker.kit.areas.PoliceAreas;
import opcc.tracker.kit.authentication.Caller;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.v1.RoleEnum.Role;
import opcc.tracker.v1.User;

/** What a user may be given, and by whom. That only an administrator gives anything is in the proto. */
final class UserRules {

    private static final Set<Role> OF_AN_AREA =
            EnumSet.of(Role.COMMISSIONER, Role.FINANCE, Role.REQUESTER, Role.AUDITOR);
    /** Whoever keeps the users must not be one who spends, commissions or delivers: they could give themselves the rest. */
    private static final Set<Role> BESIDE_ADMINISTRATOR = EnumSet.of(Role.ADMINISTRATOR, Role.ANALYST, Role.AUDITOR);

    private UserRules() {}

    /** Nobody changes what they hold themselves, nor whether they may sign in. */
    static void requireAnother(Caller caller, Account account) {
        if (caller.subject().equals(account.id())) {
            throw Refusal.denied(
                    "SEPARATION_OF_DUTIES",
                    "This is you. Nobody gives, takes or restores their own access: another administrator must.",
                    Map.of("resource", account.user().getName()));
        }
    }

    /** Refuses roles that may not be held together, or without the area or provider that they are about. */
    static void requireFit(User wanted) {
        List<Role> roles = wanted.getRolesList();
        if (roles.contains(Role.ADMINISTRATOR) && !BESIDE_ADMINISTRATOR.containsAll(roles)) {
            throw together(
                    "An administrator holds no role but analyst and auditor besides: whoever gives access must not"
                            + " commission, spend or deliver.");
        }
        if (roles.contains(Role.PROVIDER) && roles.size() > 1) {
            throw together("Who works for a provider holds no other role: they would see what is not theirs.");
        }
        List<FieldViolation> violations = new ArrayList<>();
        if (roles.contains(Role.PROVIDER) == wanted.getProvider().isEmpty()) {
            violations.add(Refusal.violation(
                    "user.provider",
                    wanted.getProvider().isEmpty()
                            ? "must name whom they work for, with the role provider"
                            : "goes with the role provider only"));
        }
        boolean ofAnArea = roles.stream().anyMatch(OF_AN_AREA::contains);
        if (ofAnArea == (wanted.getAreasCount() == 0)) {
            violations.add(Refusal.violation(
                    "user.areas",
                    ofAnArea
                            ? "must name at least one area, with the roles commissioner, finance, requester and auditor"
                            : "goes with the roles commissioner, finance, requester and auditor only"));
        }
        IntStream.range(0, wanted.getAreasCount())
                .mapToObj(i -> PoliceAreas.violation("user.areas[" + i + "]", wanted.getAreas(i)))
                .forEach(violation -> violation.ifPresent(violations::add));
        if (!violations.isEmpty()) {
            throw Refusal.invalid(violations);
        }
    }

    private static Refusal together(String words) {
        return Refusal.denied("SEPARATION_OF_DUTIES", words, Map.of());
    }
}
