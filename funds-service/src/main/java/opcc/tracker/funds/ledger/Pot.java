package opcc.tracker.funds.ledger;

import opcc.tracker.v1.FundingStreamEnum.FundingStream;

/**
 * What money is ring-fenced to (rule 2 of the domain): it comes from one funding stream and is for one financial year.
 *
 * @param fundingStream where it comes from
 * @param financialYear the year it may be reserved in, such as 2026-27
 */
public record Pot(FundingStream fundingStream, String financialYear) {}
