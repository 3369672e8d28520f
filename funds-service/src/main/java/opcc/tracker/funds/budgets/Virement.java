package opcc.tracker.funds.budgets;

import java.time.Instant;
import opcc.tracker.funds.ledger.Actor;
import opcc.tracker.funds.ledger.Content;
import opcc.tracker.funds.ledger.Entry;
import opcc.tracker.v1.VirementStateEnum.VirementState;
import org.jspecify.annotations.Nullable;

/**
 * A move of budget from one category to another, as its entries make it.
 *
 * @param fund id of the fund
 * @param asked what is asked for, and why
 * @param requester who asked
 * @param requestedAt when
 * @param decision what became of it; null while nobody decided
 */
public record Virement(
        String fund,
        Content.Virement asked,
        Actor requester,
        Instant requestedAt,
        @Nullable Decision decision) {

    /**
     * How it ended.
     *
     * @param state approved, rejected or withdrawn
     * @param actor who decided
     * @param at when
     * @param note why it was rejected; empty otherwise
     * @param sequence of the entry
     */
    public record Decision(VirementState state, Actor actor, Instant at, String note, long sequence) {}

    static Virement requested(Entry entry, Content.Virement asked) {
        return new Virement(
                entry.fund(), asked, entry.fact().actor(), entry.fact().at(), null);
    }

    Virement decided(Entry entry, Content.Virement content, VirementState state) {
        Entry.Fact fact = entry.fact();
        return new Virement(
                fund,
                asked,
                requester,
                requestedAt,
                new Decision(state, fact.actor(), fact.at(), content.note(), entry.sequence()));
    }

    /** As it stood when the fund's ledger ended with the entry of this sequence. */
    public Virement asOf(long sequence) {
        Decision later = decision;
        return later != null && later.sequence > sequence
                ? new Virement(fund, asked, requester, requestedAt, null)
                : this;
    }

    /** Where it stands. */
    public VirementState state() {
        Decision made = decision;
        return made == null ? VirementState.REQUESTED : made.state;
    }

    /** {@code funds/{fund}/virements/{virement}}. */
    public String name() {
        return name(fund, asked.id());
    }

    static String name(String fund, String id) {
        return "funds/" + fund + "/virements/" + id;
    }

    /** Virements are counted from 1 within a fund, so that people can say the number. */
    public long number() {
        return Long.parseLong(asked.id().substring(1));
    }
}
