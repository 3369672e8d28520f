package opcc.tracker.outcomes.spend;

import opcc.tracker.kit.calendar.FinancialYear;

/** The funds, as far as they say what was spent. */
public interface FundsSpend {

    /**
     * What the funds of a police area spent.
     *
     * @throws opcc.tracker.kit.refusal.Refusal UNAVAILABLE if the funds do not answer
     */
    AreaSpend of(String area, FinancialYear year);
}
