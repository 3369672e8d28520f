package opcc.tracker.funds.approvals;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import opcc.tracker.v1.DrawCategoryEnum.DrawCategory;

/**
 * What a fund's draws are decided by (rules 4 and 5 of the domain). Amounts in whole pence.
 *
 * @param version 0 for {@link #INITIAL}, then counted up
 * @param approverLimit what an approver without a limit of their own may approve at most
 * @param approverLimits limits by {@code users/...}
 * @param twoPersonThreshold over it two different approvers are needed
 * @param unitCaps what a unit may cost, by category
 * @param emergencyLimit what may be spent before anybody approves; 0 forbids it
 * @param ratifyWithinWorkingDays within how many working days an emergency must be ratified
 * @param reservationDays after how many days a reservation lapses
 * @param stepUpFrom from which amount on an approver must have shown a second factor of late; 0 for never
 */
public record Policy(
        long version,
        long approverLimit,
        Map<String, Long> approverLimits,
        long twoPersonThreshold,
        Map<DrawCategory, Long> unitCaps,
        long emergencyLimit,
        int ratifyWithinWorkingDays,
        int reservationDays,
        long stepUpFrom) {

    /**
     * What every fund starts with: one approver up to 25,000 pounds, two up to 100,000, emergencies up to 500 pounds to be
     * ratified within three working days, reservations that lapse after 90 days, no caps, and no second factor.
     */
    public static final Policy INITIAL = new Policy(0, 10_000_000, Map.of(), 2_500_000, Map.of(), 50_000, 3, 90, 0);

    /** Sorts the maps, so that the same policy is always written the same way. */
    public Policy {
        approverLimits = Collections.unmodifiableMap(new TreeMap<>(approverLimits));
        unitCaps = Collections.unmodifiableMap(new TreeMap<>(unitCaps));
    }

    /** What {@code approver}, {@code users/...}, may approve at most. */
    public long limitOf(String approver) {
        return approverLimits.getOrDefault(approver, approverLimit);
    }

    /** What a unit of {@code category} may cost; empty if anything. */
    public Optional<Long> capOf(DrawCategory category) {
        return Optional.ofNullable(unitCaps.get(category));
    }

    /** The same terms as the next version after {@code present}. */
    public Policy following(Policy present) {
        return new Policy(
                present.version + 1,
                approverLimit,
                approverLimits,
                twoPersonThreshold,
                unitCaps,
                emergencyLimit,
                ratifyWithinWorkingDays,
                reservationDays,
                stepUpFrom);
    }
}
