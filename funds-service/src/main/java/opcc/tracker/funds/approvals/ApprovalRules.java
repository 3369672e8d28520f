package opcc.tracker.funds.approvals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import opcc.tracker.funds.ledger.Actor;
import opcc.tracker.funds.ledger.Content;
import opcc.tracker.funds.ledger.Pounds;
import opcc.tracker.funds.ledger.Words;
import opcc.tracker.kit.authentication.SignIn;
import opcc.tracker.kit.refusal.Refusal;

/**
 * Decides by a fund's policy whether an approver may approve a draw, and whether a second one is needed. That nobody
 * approves what they asked for is decided before, by the access options of the protos.
 */
public final class ApprovalRules {

    /** How long ago a second factor may have been shown. */
    public static final Duration RECENT = Duration.ofMinutes(5);

    private ApprovalRules() {}

    /** Refuses an approver whose limit is below the amount. */
    public static void requireWithinLimit(Policy policy, Actor approver, long amount) {
        long limit = policy.limitOf(approver.name());
        if (amount > limit) {
            throw Refusal.denied(
                    "APPROVER_LIMIT",
                    "The draw asks for " + Pounds.of(amount) + ", and you may approve up to " + Pounds.of(limit)
                            + ". Somebody with a higher limit must decide.",
                    figures(amount, "limitPence", limit));
        }
    }

    /**
     * Refuses an approver who has not shown a second factor of late, where the policy wants it for this amount.
     *
     * @param shown whether they did
     */
    public static void requireSecondFactor(Policy policy, boolean shown, long amount) {
        if (policy.stepUpFrom() > 0 && amount >= policy.stepUpFrom() && !shown) {
            throw Refusal.stepUp(
                    "From " + Pounds.of(policy.stepUpFrom()) + " on this fund wants an approver who has just signed in"
                            + " with a second factor, and this is " + Pounds.of(amount)
                            + ". Sign in again with it and repeat the approval.",
                    SignIn.SECOND_FACTOR,
                    RECENT);
        }
    }

    /** Refuses the approver who was the first of two. */
    public static void requireAnotherThan(Actor first, Actor approver) {
        if (first.subject().equals(approver.subject())) {
            throw Refusal.denied(
                    "SECOND_APPROVER",
                    "You gave the first of two approvals. The second must come from somebody else.",
                    Map.of("firstApprover", first.name()));
        }
    }

    /** Refuses an approval over a category's cap without a reason. */
    public static void requireReasonOverCaps(Policy policy, Content.Requested request, String reason) {
        List<String> over = overCaps(policy, request);
        if (!over.isEmpty() && reason.isEmpty()) {
            throw Refusal.precondition(
                    "CATEGORY_CAP",
                    "This is over the cap: " + String.join("; ", over)
                            + ". Give a reason (overCapReason); a second approver must then agree.",
                    Map.of("over", String.join("; ", over)));
        }
    }

    /** Whether two different approvers are needed. */
    public static boolean needsSecond(Policy policy, Content.Requested request) {
        return request.amount() > policy.twoPersonThreshold()
                || !overCaps(policy, request).isEmpty();
    }

    /** Refuses an emergency over what may be spent before anybody approves. */
    public static void requireEmergencyAllowed(Policy policy, long amount) {
        if (amount > policy.emergencyLimit()) {
            throw Refusal.precondition(
                    "EMERGENCY_LIMIT",
                    policy.emergencyLimit() == 0
                            ? "This fund allows no emergency spending: ask for the draw and have it approved first."
                            : "An emergency may spend up to " + Pounds.of(policy.emergencyLimit())
                                    + " of this fund, and this is " + Pounds.of(amount)
                                    + ". Ask for the draw without \"emergency\" and have it approved.",
                    figures(amount, "emergencyLimitPence", policy.emergencyLimit()));
        }
    }

    /** The rule that lets {@code approver} agree, with its figures, for the record. */
    public static String ruleFor(Policy policy, Actor approver, Content.Requested request) {
        List<String> over = overCaps(policy, request);
        return "Policy version " + policy.version() + ": " + Pounds.of(request.amount())
                + " is within the approver's limit of "
                + Pounds.of(policy.limitOf(approver.name()))
                + (request.amount() > policy.twoPersonThreshold()
                        ? " and over the two-person threshold of "
                        : " and not over the two-person threshold of ")
                + Pounds.of(policy.twoPersonThreshold())
                + (over.isEmpty() ? "" : "; over a cap: " + String.join("; ", over)) + ".";
    }

    private static List<String> overCaps(Policy policy, Content.Requested request) {
        return request.lines().stream()
                .flatMap(line -> policy
                        .capOf(line.category())
                        .filter(cap -> line.unitPrice() > cap)
                        .map(cap -> Pounds.of(line.unitPrice()) + " for "
                                + Words.of(line.category()) + ", capped at "
                                + Pounds.of(cap) + " each")
                        .stream())
                .distinct()
                .toList();
    }

    private static Map<String, String> figures(long amount, String name, long figure) {
        return Map.of("requestedPence", Long.toString(amount), name, Long.toString(figure));
    }
}
