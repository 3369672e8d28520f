package opcc.tracker.funds.draws;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import opcc.tracker.funds.ledger.Content;
import opcc.tracker.funds.ledger.Parts;
import opcc.tracker.funds.ledger.Pot;
import opcc.tracker.funds.ledger.Pounds;
import opcc.tracker.funds.ledger.Words;
import opcc.tracker.kit.calendar.FinancialYear;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.v1.FundingStreamEnum.FundingStream;

/**
 * What may be done with a financial year that is over. Closing settles what is unspent: carried forward or returned. What
 * is still reserved is an accrual: it may be paid after the year is closed, and what comes back of it is settled by closing
 * once more.
 */
final class YearEndRules {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.UK);

    private YearEndRules() {}

    /**
     * What closing a year does.
     *
     * @param returned what goes back to the funders
     * @param content what the entry says
     */
    record Settlement(Parts returned, Content.YearClosed content) {}

    /** Refuses what only a fund that takes money may do. */
    static void requireFundOpen(FundState state) {
        state.closing().ifPresent(closing -> {
            String day = DAY.format(LocalDate.ofInstant(closing.fact().at(), FinancialYear.LONDON));
            throw Refusal.precondition(
                    "FUND_CLOSED",
                    "The fund was closed on " + day
                            + ". It can be read, and what is reserved can still be paid, but nothing new can be"
                            + " allocated, asked for or approved.",
                    Map.of("closedOn", day));
        });
    }

    /** Refuses an allocation to a year that is closed. */
    static void requireOpen(FundState state, String financialYear) {
        requireFundOpen(state);
        if (isClosed(state, financialYear)) {
            throw Refusal.precondition(
                    "YEAR_CLOSED",
                    "The fund's year " + financialYear + " is closed: nothing can be allocated to it any more.",
                    Map.of("financialYear", financialYear));
        }
    }

    static boolean isClosed(FundState state, String financialYear) {
        return state.yearEnds().stream()
                .anyMatch(entry -> entry.fact().content() instanceof Content.YearClosed closed
                        && closed.financialYear().equals(financialYear));
    }

    /** Settles all that is unspent of the year. */
    static Settlement close(FundState state, FundCommand.CloseYear command, LocalDate today) {
        FinancialYear year = command.financialYear();
        requireOver(year, today);
        if (!command.etag().equals(Long.toString(state.lastSequence()))) {
            throw Refusal.stale("funds/" + state.fund() + "/yearEnds/" + year);
        }
        Parts unspent = state.pots().available(pot -> pot.financialYear().equals(year.toString()));
        requireSomethingToClose(state, year, unspent, command.closeFund());
        Map<FundingStream, Long> byStream = unspent.list().stream()
                .collect(Collectors.toMap(part -> part.pot().fundingStream(), Parts.Part::amount));
        if (command.closeFund()) {
            requireNothingForOtherYears(state, year);
        } else if (!command.carryForward().isEmpty()) {
            requireOpen(state, year.next().toString());
        }
        List<Parts.Part> carried = new ArrayList<>();
        command.carryForward().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(each -> {
                    requireUnspent(each.getKey(), each.getValue(), byStream.getOrDefault(each.getKey(), 0L), year);
                    carried.add(new Parts.Part(new Pot(each.getKey(), year.toString()), each.getValue()));
                });
        Parts carriedForward = new Parts(carried);
        return new Settlement(
                unspent.minus(carriedForward),
                new Content.YearClosed(year.toString(), carriedForward, command.closeFund()));
    }

    private static void requireOver(FinancialYear year, LocalDate today) {
        LocalDate from = year.next().start();
        if (today.isBefore(from)) {
            throw Refusal.precondition(
                    "YEAR_NOT_OVER",
                    year + " can be closed from " + DAY.format(from) + " on; today is " + DAY.format(today) + ".",
                    Map.of("financialYear", year.toString(), "from", from.toString()));
        }
    }

    private static void requireSomethingToClose(FundState state, FinancialYear year, Parts unspent, boolean closeFund) {
        boolean known = state.pots().totals().keySet().stream()
                .anyMatch(pot -> pot.financialYear().equals(year.toString()));
        if (!known && !closeFund) {
            throw Refusal.precondition(
                    "NOTHING_ALLOCATED",
                    "Nothing was allocated to " + year + ", so there is no year to close.",
                    Map.of("financialYear", year.toString()));
        }
        if (isClosed(state, year.toString()) && unspent.list().isEmpty() && !closeFund) {
            throw Refusal.precondition(
                    "YEAR_CLOSED",
                    year + " is closed, and nothing came back since.",
                    Map.of("financialYear", year.toString()));
        }
    }

    private static void requireNothingForOtherYears(FundState state, FinancialYear year) {
        requireFundOpen(state);
        long elsewhere = state.pots()
                .sum(pot -> !pot.financialYear().equals(year.toString()))
                .available();
        if (elsewhere > 0) {
            throw Refusal.precondition(
                    "FUND_HOLDS_MONEY",
                    "The fund can't be closed: " + Pounds.of(elsewhere) + " of other years than " + year
                            + " is unspent. Close those years first.",
                    Map.of("availablePence", Long.toString(elsewhere)));
        }
    }

    private static void requireUnspent(FundingStream stream, long amount, long unspent, FinancialYear year) {
        if (amount > unspent) {
            throw Refusal.precondition(
                    "EXCEEDS_UNSPENT",
                    "You want to carry " + Pounds.of(amount) + " of the " + Words.of(stream) + " forward, but "
                            + Pounds.of(unspent) + " of it is unspent in " + year + ".",
                    Map.of(
                            "fundingStream", stream.name(),
                            "requestedPence", Long.toString(amount),
                            "unspentPence", Long.toString(unspent)));
        }
    }
}
