package opcc.tracker.funds.draws;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import opcc.tracker.funds.budgets.BudgetCommand;
import opcc.tracker.funds.ledger.Actor;
import opcc.tracker.funds.ledger.Content;
import opcc.tracker.kit.idempotency.Command;
import opcc.tracker.v1.DrawCategoryEnum.DrawCategory;
import opcc.tracker.v1.FundingStreamEnum.FundingStream;
import opcc.tracker.v1.UrgencyEnum.Urgency;

/** Commands with everything that does not matter to a test filled in. */
final class Commands {

    static final Actor OFFICER = new Actor("subject-of-the-officer", "requester.westmercia");
    static final Actor SECOND_FINANCE = new Actor("subject-of-second-finance", "finance2.westmercia");
    static final Actor FINANCE = new Actor("subject-of-finance", "finance.westmercia");

    /** A summer's day of 2026-27. */
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-07-15T10:00:00Z"), ZoneOffset.UTC);

    static final FundingStream ANY_STREAM = FundingStream.FUNDING_STREAM_UNSPECIFIED;

    private Commands() {}

    /** To the year of {@link #CLOCK}. */
    static FundCommand allocate(long pence) {
        return allocate(pence, FundingStream.PCC_CORE, "2026-27");
    }

    static FundCommand allocate(long pence, FundingStream stream, String year) {
        return new FundCommand.Allocate(pence, new Content.Allocated(stream, year));
    }

    static FundCommand request(long pence) {
        return new FundCommand.Request(bed(pence));
    }

    static FundCommand request(DrawCategory category, long pence) {
        return new FundCommand.Request(one(category, pence));
    }

    static FundCommand spendFirst(long pence) {
        return new FundCommand.SpendFirst(bed(pence));
    }

    static FundCommand setBudgets(Map<DrawCategory, Long> amounts, String etag) {
        return new FundCommand.OnBudgets(new BudgetCommand.SetBudgets("2026-27", amounts, etag));
    }

    static FundCommand requestVirement(DrawCategory from, DrawCategory to, long pence) {
        return new FundCommand.OnBudgets(
                new BudgetCommand.RequestVirement("2026-27", from, to, pence, "more nights than planned"));
    }

    /** Approves, rejects or withdraws a virement. */
    static FundCommand decide(String virement, int how) {
        return new FundCommand.OnBudgets(
                switch (how) {
                    case 0 -> new BudgetCommand.RejectVirement(virement, "no");
                    case 1 -> new BudgetCommand.WithdrawVirement(virement);
                    default -> new BudgetCommand.ApproveVirement(virement);
                });
    }

    /** A night in a bed at this price. */
    static Content.Requested bed(long pence) {
        return one(DrawCategory.ACCOMMODATION, pence);
    }

    private static Content.Requested one(DrawCategory category, long pence) {
        return new Content.Requested(
                List.of(new Content.Line(category, 1, 0, pence)), "a bed for tonight", "", Urgency.TONIGHT, "a hotel");
    }

    static FundCommand approve(String draw) {
        return approve(draw, ANY_STREAM);
    }

    static FundCommand approve(String draw, FundingStream stream) {
        return new FundCommand.Approve(draw, "", "", stream, false);
    }

    static FundCommand pay(String draw, long pence) {
        return new FundCommand.Pay(draw, "", pence);
    }

    static FundCommand release(String draw) {
        return new FundCommand.Release(draw, "");
    }

    /** The identity of a call with this idempotency key. */
    static Command key(String key) {
        return new Command(key, "hash of the request");
    }
}
