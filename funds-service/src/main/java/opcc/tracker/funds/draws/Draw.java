package opcc.tracker.funds.draws;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import opcc.tracker.funds.ledger.Actor;
import opcc.tracker.funds.ledger.Content;
import opcc.tracker.funds.ledger.Entry;
import opcc.tracker.funds.ledger.Parts;
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
 * @param reservedParts what is still reserved, by the pots that it comes from
 * @param paidParts what is paid and not refunded, likewise
 * @param refunded pence that came back
 * @param decisions who agreed, in order
 * @param ratifyBy the last day on which an emergency may be ratified in time; null for others
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
        Parts reservedParts,
        Parts paidParts,
        long refunded,
        List<Decided> decisions,
        @Nullable LocalDate ratifyBy,
        String rejectionReason,
        String receiptReference,
        Instant requestedAt,
        Instant changedAt,
        long lastSequence) {

    /**
     * An approval or ratification.
     *
     * @param approver who agreed
     * @param at when
     * @param approval by which rule
     */
    public record Decided(Actor approver, Instant at, Content.Approval approval) {}

    /** Copies the decisions. */
    public Draw {
        decisions = List.copyOf(decisions);
    }

    /** The draw after {@code entry}, which is the first of its entries if {@code before} is null. */
    public static Draw after(@Nullable Draw before, Entry entry) {
        return before == null ? DrawHistory.begin(entry) : DrawHistory.goOn(before, entry);
    }

    /** The sum of its lines, in pence. */
    public long amount() {
        return request.amount();
    }

    /** Pence still reserved. */
    public long reserved() {
        return reservedParts.sum();
    }

    /** Pence paid and not refunded. */
    public long paid() {
        return paidParts.sum();
    }

    /** {@code funds/{fund}/draws/{draw}}. */
    public String name() {
        return "funds/" + fund + "/draws/" + id;
    }

    /** Changes with every entry of the draw. */
    public String etag() {
        return Long.toString(lastSequence);
    }

    /** Whether money was spent before anybody approved. */
    public boolean isEmergency() {
        return ratifyBy != null;
    }

    /** Whether it should have been ratified by {@code today}. */
    public boolean isOverdue(LocalDate today) {
        LocalDate lastDay = ratifyBy;
        return state == DrawState.AWAITING_RATIFICATION && lastDay != null && today.isAfter(lastDay);
    }

    /** When what is reserved lapses; null if nothing that may lapse is reserved. */
    public @Nullable Instant lapsesAt() {
        return state == DrawState.APPROVED && !decisions.isEmpty()
                ? decisions.getLast().approval().lapsesAt()
                : null;
    }
}
