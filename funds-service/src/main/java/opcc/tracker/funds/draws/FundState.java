package opcc.tracker.funds.draws;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import opcc.tracker.funds.approvals.Policy;
import opcc.tracker.funds.budgets.Budgets;
import opcc.tracker.funds.ledger.Content;
import opcc.tracker.funds.ledger.Entry;
import opcc.tracker.funds.ledger.Pots;
import opcc.tracker.funds.ledger.Totals;
import opcc.tracker.kit.idempotency.Command;
import org.jspecify.annotations.Nullable;

/**
 * What the entries of one fund add up to: what decisions are made on. Either the state of what is stored, or, on top of
 * that, a draft with entries that are yet to be stored. Not safe for several threads.
 */
public final class FundState {

    private final String fund;
    private final @Nullable FundState stored;
    private final Map<String, Draw> draws = new HashMap<>();
    private final Map<String, Carried> carriedOut = new HashMap<>();
    private long lastSequence;
    private String lastHash;
    private Totals totals;
    private Pots pots;
    private List<Entry> yearEnds;
    private int drawCount;
    private Policy policy;
    private @Nullable Entry policyEntry;
    private final Budgets budgets;

    /**
     * A command that the ledger holds.
     *
     * @param command the command
     * @param sequence of its entry
     */
    public record Carried(Command command, long sequence) {}

    /** A fund without entries. */
    public FundState(String fund) {
        this.fund = fund;
        this.stored = null;
        this.lastHash = Entry.NO_HASH;
        this.totals = Totals.ZERO;
        this.pots = Pots.NONE;
        this.yearEnds = List.of();
        this.policy = Policy.INITIAL;
        this.budgets = new Budgets();
    }

    private FundState(FundState stored) {
        this.fund = stored.fund;
        this.stored = stored;
        this.lastSequence = stored.lastSequence;
        this.lastHash = stored.lastHash;
        this.totals = stored.totals;
        this.pots = stored.pots;
        this.yearEnds = stored.yearEnds;
        this.drawCount = stored.drawCount;
        this.policy = stored.policy;
        this.policyEntry = stored.policyEntry;
        this.budgets = stored.budgets.draft();
    }

    /** A state to try entries on; this one stays as it is, and must not change while the draft is used. */
    public FundState draft() {
        return new FundState(this);
    }

    /** Takes in an entry. One that was taken in before changes nothing. */
    public void apply(Entry entry) {
        if (entry.sequence() <= lastSequence) {
            return;
        }
        if (entry.sequence() != lastSequence + 1) {
            throw new IllegalStateException(entry.name() + " does not follow entry " + lastSequence);
        }
        String drawId = entry.fact().draw();
        if (!drawId.isEmpty()) {
            Draw before = draw(drawId);
            drawCount += before == null ? 1 : 0;
            draws.put(drawId, Draw.after(before, entry));
        }
        if (entry.fact().content() instanceof Content.PolicySet(var set)) {
            policy = set;
            policyEntry = entry;
        }
        if (entry.fact().content() instanceof Content.YearClosed) {
            yearEnds = Stream.concat(yearEnds.stream(), Stream.of(entry)).toList();
        }
        budgets.take(entry);
        Command command = entry.fact().command();
        carriedOut.put(command.id(), new Carried(command, entry.sequence()));
        lastSequence = entry.sequence();
        lastHash = entry.hash();
        totals = entry.totals();
        pots = pots.after(entry.fact());
    }

    /** The entry that would append {@code fact}. */
    public Entry next(Entry.Fact fact) {
        return Entry.append(fund, lastSequence, totals, lastHash, fact);
    }

    /** The draw of this id, or null. */
    public @Nullable Draw draw(String id) {
        Draw own = draws.get(id);
        return own == null && stored != null ? stored.draw(id) : own;
    }

    /** The command of this id if the ledger holds it, or null. */
    public @Nullable Carried carriedOut(String commandId) {
        Carried own = carriedOut.get(commandId);
        return own == null && stored != null ? stored.carriedOut(commandId) : own;
    }

    /** All draws of a stored state, in no order. */
    public Stream<Draw> draws() {
        return draws.values().stream();
    }

    /** The draw of this id. */
    public Optional<Draw> find(String id) {
        return Optional.ofNullable(draw(id));
    }

    /** The id that the next draw gets: draws are counted from 1 within a fund, so that people can say the number. */
    public String nextDrawId() {
        return "d" + (drawCount + 1);
    }

    /** What draws are decided by at present. */
    public Policy policy() {
        return policy;
    }

    /** The entry that set the present policy; empty while it is the initial one. */
    public Optional<Entry> policyEntry() {
        return Optional.ofNullable(policyEntry);
    }

    /** Budgets, virements and what became of them. */
    public Budgets budgets() {
        return budgets;
    }

    /** The running totals. */
    public Totals totals() {
        return totals;
    }

    /** The same money by what it is ring-fenced to. */
    public Pots pots() {
        return pots;
    }

    /** The entries that closed years, in their order. */
    public List<Entry> yearEnds() {
        return yearEnds;
    }

    /** The entry that closed the fund with its last year; empty while it is open. */
    Optional<Entry> closing() {
        return yearEnds.stream()
                .filter(entry -> entry.fact().content() instanceof Content.YearClosed closed && closed.fundClosed())
                .findFirst();
    }

    /** Whether the fund was closed with its last year. */
    public boolean isClosed() {
        return closing().isPresent();
    }

    /** Sequence of the last entry, 0 if there is none. */
    public long lastSequence() {
        return lastSequence;
    }

    /** Id of the fund. */
    public String fund() {
        return fund;
    }
}
