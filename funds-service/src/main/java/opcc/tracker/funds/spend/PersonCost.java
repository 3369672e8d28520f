package opcc.tracker.funds.spend;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import opcc.tracker.kit.disclosure.ThresholdRule;

/**
 * What a person costs, where that may be told. A count of 1 to 4 persons is never shown (rule 9 of the domain), nor may it be
 * worked out: so persons are counted only over all funds of one area together. Were they counted by fund as well, or over more
 * areas, a small count would be the difference of two that are shown.
 *
 * @param amount pence paid in the year for draws that say whom they help; 0 if it is left out
 * @param persons how many they help; 0 if that is left out
 * @param withheld why both are left out, in words; empty if they are not
 */
public record PersonCost(long amount, long persons, Optional<String> withheld) {

    /** Of no single area's funds together. */
    public static final PersonCost NOT_OF_ONE_AREA = withheld("What a person costs is told for the funds of one area"
            + " together, so that no smaller number of persons can be worked out: name an area.");

    private static final PersonCost TOO_FEW =
            withheld("What a person costs is left out: the draws paid in the year say of fewer than "
                    + ThresholdRule.THRESHOLD
                    + " persons that they helped them.");

    /** Of the funds of one area, all of them. */
    public static PersonCost of(Collection<FundSpend> areasFunds, String financialYear) {
        Map<String, Long> paid = new HashMap<>();
        for (FundSpend fund : areasFunds) {
            fund.paidByBeneficiary(financialYear)
                    .forEach((beneficiary, amount) -> paid.merge(beneficiary, amount, Math::addExact));
        }
        if (paid.isEmpty()) {
            return new PersonCost(0, 0, Optional.empty());
        }
        return ThresholdRule.shown(paid.size()).isEmpty()
                ? TOO_FEW
                : new PersonCost(paid.values().stream().reduce(0L, Math::addExact), paid.size(), Optional.empty());
    }

    private static PersonCost withheld(String why) {
        return new PersonCost(0, 0, Optional.of(why));
    }

    /** Pence a person, rounded half up; 0 if there is none or it is left out. */
    public long costOfPerson() {
        return UnitCosts.halfUp(amount, persons);
    }
}
