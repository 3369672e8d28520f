package opcc.tracker.funds.draws;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import opcc.tracker.funds.ledger.Content;
import opcc.tracker.funds.ledger.Entry;
import opcc.tracker.funds.ledger.Parts;
import opcc.tracker.v1.DrawStateEnum.DrawState;
import org.jspecify.annotations.Nullable;

/** What entries make of a draw: the one place that says how an entry changes it. */
final class DrawHistory {

    private final Draw before;
    private DrawState state;
    private Parts reserved;
    private Parts paid;
    private long refunded;
    private List<Draw.Decided> decisions;
    private String rejectionReason;
    private String receiptReference;

    private DrawHistory(Draw before) {
        this.before = before;
        this.state = before.state();
        this.reserved = before.reservedParts();
        this.paid = before.paidParts();
        this.refunded = before.refunded();
        this.decisions = before.decisions();
        this.rejectionReason = before.rejectionReason();
        this.receiptReference = before.receiptReference();
    }

    /** The draw that {@code entry} begins. */
    static Draw begin(Entry entry) {
        return switch (entry.fact().content()) {
            case Content.Requested request -> begin(entry, request, DrawState.REQUESTED, null);
            case Content.Emergency(var request, var ratifyBy) ->
                begin(entry, request, DrawState.AWAITING_RATIFICATION, ratifyBy);
            default -> throw new IllegalStateException(entry.name() + " belongs to a draw that nobody asked for");
        };
    }

    private static Draw begin(Entry entry, Content.Requested request, DrawState state, @Nullable LocalDate ratifyBy) {
        Entry.Fact fact = entry.fact();
        return new Draw(
                entry.fund(),
                fact.draw(),
                request,
                fact.actor(),
                state,
                fact.parts(),
                Parts.NONE,
                0,
                List.of(),
                ratifyBy,
                "",
                "",
                fact.at(),
                fact.at(),
                entry.sequence());
    }

    /** The draw after {@code entry}. */
    static Draw goOn(Draw before, Entry entry) {
        DrawHistory history = new DrawHistory(before);
        history.take(entry);
        return history.at(entry);
    }

    private void take(Entry entry) {
        Entry.Fact fact = entry.fact();
        switch (fact.kind()) {
            case FIRST_APPROVED -> decide(fact, DrawState.AWAITING_SECOND_APPROVAL);
            case APPROVED -> {
                decide(fact, DrawState.APPROVED);
                reserved = reserved.plus(fact.parts());
            }
            case RATIFIED -> decide(fact, DrawState.APPROVED);
            case REJECTED -> {
                giveBack(fact, DrawState.REJECTED);
                rejectionReason = note(fact);
            }
            case WITHDRAWN -> giveBack(fact, DrawState.WITHDRAWN);
            case PAID -> {
                reserved = reserved.minus(fact.parts());
                paid = paid.plus(fact.parts());
                state = reserved.sum() == 0 ? DrawState.PAID : state;
            }
            case RELEASED -> giveBack(fact, paid.sum() > 0 ? DrawState.PAID : DrawState.RELEASED);
            case LAPSED -> giveBack(fact, paid.sum() > 0 ? DrawState.PAID : DrawState.LAPSED);
            case RECONCILED -> {
                state = DrawState.RECONCILED;
                receiptReference = note(fact);
            }
            case REFUNDED -> {
                paid = paid.minus(fact.parts());
                refunded = Math.addExact(refunded, fact.amount());
            }
            default -> throw new IllegalStateException(entry.name() + " is no entry of a draw that exists");
        }
    }

    private void decide(Entry.Fact fact, DrawState next) {
        if (!(fact.content() instanceof Content.Approval approval)) {
            throw new IllegalStateException("an approval without its rule");
        }
        List<Draw.Decided> all = new ArrayList<>(decisions);
        all.add(new Draw.Decided(fact.actor(), fact.at(), approval));
        decisions = all;
        state = next;
    }

    private void giveBack(Entry.Fact fact, DrawState next) {
        reserved = reserved.minus(fact.parts());
        state = next;
    }

    private static String note(Entry.Fact fact) {
        return fact.content() instanceof Content.Note(var text) ? text : "";
    }

    private Draw at(Entry entry) {
        return new Draw(
                before.fund(),
                before.id(),
                before.request(),
                before.requester(),
                state,
                reserved,
                paid,
                refunded,
                decisions,
                before.ratifyBy(),
                rejectionReason,
                receiptReference,
                before.requestedAt(),
                entry.fact().at(),
                entry.sequence());
    }
}
