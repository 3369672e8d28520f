package opcc.tracker.funds.views;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import opcc.tracker.funds.draws.Draw;
import org.bson.Document;

/** A draw as it lies in the view: the same draw always makes the same bytes. */
final class DrawDocument {

    private DrawDocument() {}

    static Document of(Draw draw) {
        Instant lapsesAt = draw.lapsesAt();
        LocalDate ratifyBy = draw.ratifyBy();
        return new Document("_id", draw.name())
                .append("fund", draw.fund())
                .append("seq", draw.lastSequence())
                .append("state", draw.state().name())
                .append("amount", draw.amount())
                .append("reserved", draw.reserved())
                .append("paid", draw.paid())
                .append("refunded", draw.refunded())
                .append("requester", draw.requester().name())
                .append("provider", draw.request().provider())
                .append("urgency", draw.request().urgency().name())
                .append("supplier", draw.request().supplier())
                .append("beneficiary", draw.request().beneficiary())
                .append("reason", draw.request().reason())
                .append(
                        "lines",
                        draw.request().lines().stream()
                                .map(line -> new Document(
                                                "category", line.category().name())
                                        .append("quantity", line.quantity())
                                        .append("nights", line.nights())
                                        .append("unitPrice", line.unitPrice())
                                        .append("amount", line.amount()))
                                .toList())
                .append(
                        "decisions",
                        draw.decisions().stream()
                                .map(decided -> new Document(
                                                "approver", decided.approver().name())
                                        .append("at", Date.from(decided.at()))
                                        .append(
                                                "policyVersion",
                                                decided.approval().policyVersion())
                                        .append("rule", decided.approval().rule())
                                        .append(
                                                "overCapReason",
                                                decided.approval().overCapReason()))
                                .toList())
                .append("ratifyBy", ratifyBy == null ? null : ratifyBy.toString())
                .append("lapsesAt", lapsesAt == null ? null : Date.from(lapsesAt))
                .append("rejectionReason", draw.rejectionReason())
                .append("receiptReference", draw.receiptReference())
                .append("requestedAt", Date.from(draw.requestedAt()))
                .append("changedAt", Date.from(draw.changedAt()));
    }
}
