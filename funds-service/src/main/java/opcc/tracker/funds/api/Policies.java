package opcc.tracker.funds.api;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import opcc.tracker.funds.approvals.ApprovalRules;
import opcc.tracker.funds.approvals.Policy;
import opcc.tracker.funds.ledger.Content;
import opcc.tracker.funds.ledger.Entry;
import opcc.tracker.funds.ledger.Pounds;
import opcc.tracker.funds.ledger.Words;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.v1.ApproverLimit;
import opcc.tracker.v1.CategoryCap;
import opcc.tracker.v1.DrawCategoryEnum.DrawCategory;

/** Policies between the protos and the domain. */
final class Policies {

    private Policies() {}

    /**
     * The terms that are asked for.
     *
     * @throws Refusal INVALID_ARGUMENT if something is named twice, or an emergency could avoid the second approver
     */
    static Policy terms(opcc.tracker.v1.Policy asked) {
        if (asked.getEtag().isEmpty()) {
            throw Refusal.invalid("policy.etag", "is missing");
        }
        if (asked.getEmergencyLimitPence() > asked.getTwoPersonThresholdPence()) {
            throw Refusal.invalid(
                    "policy.emergency_limit_pence",
                    "must not be over the two-person threshold: an emergency is ratified by one person");
        }
        Map<String, Long> limits = new HashMap<>();
        for (int i = 0; i < asked.getApproverLimitsCount(); i++) {
            ApproverLimit limit = asked.getApproverLimits(i);
            if (limits.put(limit.getApprover(), limit.getLimitPence()) != null) {
                throw Refusal.invalid("policy.approver_limits[" + i + "].approver", "is named twice");
            }
        }
        Map<DrawCategory, Long> caps = new HashMap<>();
        for (int i = 0; i < asked.getCategoryCapsCount(); i++) {
            CategoryCap cap = asked.getCategoryCaps(i);
            if (caps.put(cap.getCategory(), cap.getUnitCapPence()) != null) {
                throw Refusal.invalid("policy.category_caps[" + i + "].category", "is named twice");
            }
        }
        return new Policy(
                0,
                asked.getApproverLimitPence(),
                limits,
                asked.getTwoPersonThresholdPence(),
                caps,
                asked.getEmergencyLimitPence(),
                asked.getRatifyWithinWorkingDays(),
                asked.getReservationDays(),
                asked.getStepUpFromPence());
    }

    /** The policy that every fund starts with. */
    static opcc.tracker.v1.Policy initial(String fund) {
        return answer(fund, Policy.INITIAL).build();
    }

    /** The policy that an entry set. */
    static opcc.tracker.v1.Policy answer(String fund, Entry entry) {
        if (!(entry.fact().content() instanceof Content.PolicySet(var policy))) {
            throw new IllegalStateException(entry.name() + " sets no policy");
        }
        return answer(fund, policy)
                .setAuthor(entry.fact().actor().name())
                .setUpdateTime(Answers.timestamp(entry.fact().at()))
                .build();
    }

    private static opcc.tracker.v1.Policy.Builder answer(String fund, Policy policy) {
        var answer = opcc.tracker.v1.Policy.newBuilder()
                .setName("funds/" + fund + "/policy")
                .setVersion(policy.version())
                .setApproverLimitPence(policy.approverLimit())
                .setTwoPersonThresholdPence(policy.twoPersonThreshold())
                .setEmergencyLimitPence(policy.emergencyLimit())
                .setRatifyWithinWorkingDays(policy.ratifyWithinWorkingDays())
                .setReservationDays(policy.reservationDays())
                .setStepUpFromPence(policy.stepUpFrom())
                .setEtag(Long.toString(policy.version()))
                .addAllRules(sentences(policy));
        policy.approverLimits()
                .forEach((approver, limit) -> answer.addApproverLimits(
                        ApproverLimit.newBuilder().setApprover(approver).setLimitPence(limit)));
        policy.unitCaps()
                .forEach((category, cap) -> answer.addCategoryCaps(
                        CategoryCap.newBuilder().setCategory(category).setUnitCapPence(cap)));
        return answer;
    }

    private static List<String> sentences(Policy policy) {
        List<String> rules = new ArrayList<>();
        rules.add("Nobody approves or pays what they asked for.");
        policy.approverLimits()
                .forEach((approver, limit) -> rules.add(approver + " may approve up to " + Pounds.of(limit) + "."));
        rules.add((policy.approverLimits().isEmpty() ? "An" : "Any other") + " approver may approve up to "
                + Pounds.of(policy.approverLimit()) + ".");
        rules.add("Over " + Pounds.of(policy.twoPersonThreshold()) + " two different approvers are needed.");
        if (policy.stepUpFrom() > 0) {
            rules.add("From " + Pounds.of(policy.stepUpFrom())
                    + " on an approver must have signed in with a second factor within the last "
                    + ApprovalRules.RECENT.toMinutes() + " minutes.");
        }
        policy.unitCaps()
                .forEach((category, cap) -> rules.add("Over " + Pounds.of(cap) + " each for "
                        + Words.of(category)
                        + " a reason and a second approver are needed."));
        rules.add(
                policy.emergencyLimit() == 0
                        ? "Nothing may be spent before it is approved."
                        : "In an emergency up to " + Pounds.of(policy.emergencyLimit())
                                + " may be spent first, to be ratified within " + policy.ratifyWithinWorkingDays()
                                + " working days.");
        rules.add("What is approved and not paid within " + policy.reservationDays() + " days lapses.");
        return rules;
    }
}
