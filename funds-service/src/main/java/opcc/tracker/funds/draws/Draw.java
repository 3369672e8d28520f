package opcc.tracker.funds.draws;

import java.time.Instant;
import opcc.tracker.funds.ledger.Actor;
import opcc.tracker.funds.ledger.Content;
import opcc.tracker.funds.ledger.Entry;
import opcc.tracker.v1.DrawStateEnum.DrawState;
import org.jspecify.annotations.Nullable;

/**
 * A draw as its entries make it: a view of the ledger, with nothing of its own.
 *
 * @param fund id of the fund
 * @param id id of the draw within the fund
 * @param request what was asked for
 * @param requester who asked
 * @param state where it stands
 * @param reserved pence still reserved
 * @param paid pence paid
 * @param approver who approved, or null
 * @param rejectionReason why it was rejected; empty otherwise
 * @param receiptReference what it was reconciled with; empty otherwise
 * @param requestedAt when it was asked for
 * @param changedAt when it last changed
 * @param lastSequence sequence of its last entry
 */
public record Draw(
        String fund,
        String id,
        Content.Requested request,
        Actor requester,
        DrawState state,
        long reserved,
        long paid,
        @Nullable Actor approver,
        String rejectionReason,
        String receiptReference,
        Instant requestedAt,
        Instant changedAt,
        long lastSequence) {

    /** The draw after {@code entry}, which is the first of its entries if {@code before} is null. */
    public static Draw after(@Nullable Draw before, Entry entry) {
        Entry.Fact fact = entry.fact();
        if (before == null) {
            if (!(fact.content() instanceof Content.Requested request)) {
                throw new IllegalStateException(entry.name() + " belongs to a draw that nobody asked for");
            }
            return new Draw(
                    entry.fund(),
                    fact.draw(),
                    request,
                    fact.actor(),
                    DrawState.REQUESTED,
                    0,
                    0,
                    null,
                    "",
                    "",
                    fact.at(),
                    fact.at(),
                    entry.sequence());
        }
        Change change = new Change(before);
        switch (fact.kind()) {
            case APPROVED ->
                change.to(DrawState.APPROVED).reserve(fact.amount()).approvedBy(fact.actor());
            case REJECTED -> change.to(DrawState.REJECTED).rejectedBecause(note(fact));
            case WITHDRAWN -> change.to(DrawState.WITHDRAWN);
            case PAID -> change.pay(fact.amount());
            case RELEASED -> change.release(fact.amount());
            case RECONCILED -> change.to(DrawState.RECONCILED).receipt(note(fact));
            default -> throw new IllegalStateException(entry.name() + " is no entry of a draw");
        }
        return change.at(fact.at(), entry.sequence());
    }

    /** The sum of its lines, in pence. */
    public long amount() {
        return request.amount();
    }

    /** {@code funds/{fund}/draws/{draw}}. */
    public String name() {
        return "funds/" + fund + "/draws/" + id;
    }

    /** Changes with every entry of the draw. */
    public String etag() {
        return Long.toString(lastSequence);
    }

    private static String note(Entry.Fact fact) {
        return fact.content() instanceof Content.Note(var text) ? text : "";
    }

    private static final class Change {
        private final Draw before;
        private DrawState state;
        private long reserved;
        private long paid;
        private @Nullable Actor approver;
        private String rejectionReason;
        private String receiptReference;

        Change(Draw before) {
            this.before = before;
            this.state = before.state;
            this.reserved = before.reserved;
            this.paid = before.paid;
            this.approver = before.approver;
            this.rejectionReason = before.rejectionReason;
            this.receiptReference = before.receiptReference;
        }

        Change to(DrawState next) {
            state = next;
            return this;
        }

        Change reserve(long amount) {
            reserved = Math.addExact(reserved, amount);
            return this;
        }

        void pay(long amount) {
            reserved = Math.subtractExact(reserved, amount);
            paid = Math.addExact(paid, amount);
            state = reserved == 0 ? DrawState.PAID : state;
        }

        void release(long amount) {
            reserved = Math.subtractExact(reserved, amount);
            state = paid > 0 ? DrawState.PAID : DrawState.RELEASED;
        }

        void approvedBy(Actor actor) {
            approver = actor;
        }

        void rejectedBecause(String reason) {
            rejectionReason = reason;
        }

        void receipt(String reference) {
            receiptReference = reference;
        }

        Draw at(Instant at, long sequence) {
            return new Draw(
                    before.fund,
                    before.id,
                    before.request,
                    before.requester,
                    state,
                    reserved,
                    paid,
                    approver,
                    rejectionReason,
                    receiptReference,
                    before.requestedAt,
                    at,
                    sequence);
        }
    }
}
