package opcc.tracker.funds.spend;

import java.time.YearMonth;
import opcc.tracker.v1.DrawCategoryEnum.DrawCategory;
import opcc.tracker.v1.FundingStreamEnum.FundingStream;

/**
 * Pence of a fund that moved, or stand, in one category of one stream.
 *
 * @param kind what they did
 * @param financialYear the year whose money they are, such as 2026-27
 * @param month the month they moved in
 * @param area code of the fund's area
 * @param category what they bought; unspecified for allocations
 * @param provider who asked, {@code providers/...}; empty for officers and allocations
 * @param stream where they come from; unspecified for budgets
 * @param amount pence; below zero only where a year's end takes out what was put in
 */
record Movement(
        Kind kind,
        String financialYear,
        YearMonth month,
        String area,
        DrawCategory category,
        String provider,
        FundingStream stream,
        long amount) {

    /** What money does. */
    enum Kind {
        /** Was put in. */
        ALLOCATED,
        /** Was paid out. */
        SPENT,
        /** Came back. */
        REFUNDED,
        /** Is reserved now. */
        RESERVED,
        /** Is planned: moves nothing. */
        BUDGETED
    }
}
