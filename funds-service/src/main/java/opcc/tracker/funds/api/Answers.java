package opcc.tracker.funds.api;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import opcc.tracker.funds.draws.Draw;
import opcc.tracker.funds.draws.FundState;
import opcc.tracker.funds.draws.LedgerProof;
import opcc.tracker.funds.ledger.Content;
import opcc.tracker.funds.ledger.Entry;
import opcc.tracker.funds.ledger.Parts;
import opcc.tracker.funds.ledger.Pot;
import opcc.tracker.funds.ledger.Totals;
import opcc.tracker.funds.register.Fund;
import opcc.tracker.v1.Allocation;
import opcc.tracker.v1.Decision;
import opcc.tracker.v1.DrawLine;
import opcc.tracker.v1.FundingPart;
import opcc.tracker.v1.VerifyFundResponse;

/** The domain's things as the protos' messages. */
final class Answers {

    private Answers() {}

    static opcc.tracker.v1.Fund fund(Fund fund, FundState state) {
        Totals totals = state.totals();
        return opcc.tracker.v1.Fund.newBuilder()
                .setName(fund.name())
                .setDisplayName(fund.displayName())
                .setArea(fund.area())
                .addAllDrawingProviders(fund.drawingProviders())
                .setDemonstration(fund.demonstration())
                .setAllocatedPence(totals.allocated())
                .setReservedPence(totals.reserved())
                .setPaidPence(totals.paid())
                .setAvailablePence(totals.available())
                .setCreateTime(timestamp(fund.createdAt()))
                .setEtag(Long.toString(state.lastSequence()))
                .addAllPots(state.pots().totals().entrySet().stream()
                        .map(each -> pot(each.getKey(), each.getValue()))
                        .toList())
                .setClosed(state.isClosed())
                .build();
    }

    private static opcc.tracker.v1.Pot pot(Pot pot, Totals totals) {
        return opcc.tracker.v1.Pot.newBuilder()
                .setFundingStream(pot.fundingStream())
                .setFinancialYear(pot.financialYear())
                .setAllocatedPence(totals.allocated())
                .setReservedPence(totals.reserved())
                .setPaidPence(totals.paid())
                .setAvailablePence(totals.available())
                .build();
    }

    private static List<FundingPart> parts(Parts parts) {
        return parts.list().stream()
                .map(part -> FundingPart.newBuilder()
                        .setFundingStream(part.pot().fundingStream())
                        .setFinancialYear(part.pot().financialYear())
                        .setAmountPence(part.amount())
                        .build())
                .toList();
    }

    static opcc.tracker.v1.Draw draw(Draw draw, LocalDate today) {
        var answer = opcc.tracker.v1.Draw.newBuilder()
                .setName(draw.name())
                .setReason(draw.request().reason())
                .setState(draw.state())
                .setAmountPence(draw.amount())
                .setReservedPence(draw.reserved())
                .setPaidPence(draw.paid())
                .setRequester(draw.requester().name())
                .setProvider(draw.request().provider())
                .setRejectionReason(draw.rejectionReason())
                .setReceiptReference(draw.receiptReference())
                .setCreateTime(timestamp(draw.requestedAt()))
                .setUpdateTime(timestamp(draw.changedAt()))
                .setEtag(draw.etag());
        answer.setEmergency(draw.isEmergency())
                .setUrgency(draw.request().urgency())
                .setSupplier(draw.request().supplier())
                .setBeneficiary(draw.request().beneficiary())
                .setRefundedPence(draw.refunded())
                .setOverdue(draw.isOverdue(today))
                .addAllFunding(parts(draw.paidParts().plus(draw.reservedParts())));
        if (draw.ratifyBy() instanceof LocalDate ratifyBy) {
            answer.setRatifyBy(ratifyBy.toString());
        }
        if (draw.lapsesAt() instanceof Instant lapsesAt) {
            answer.setLapseTime(timestamp(lapsesAt));
        }
        draw.decisions()
                .forEach(decided -> answer.setApprover(decided.approver().name())
                        .addDecisions(Decision.newBuilder()
                                .setApprover(decided.approver().name())
                                .setCreateTime(timestamp(decided.at()))
                                .setPolicyVersion(decided.approval().policyVersion())
                                .setRule(decided.approval().rule())
                                .setOverCapReason(decided.approval().overCapReason())));
        draw.request()
                .lines()
                .forEach(line -> answer.addLines(DrawLine.newBuilder()
                        .setCategory(line.category())
                        .setQuantity(line.quantity())
                        .setNights(line.nights())
                        .setUnitPricePence(line.unitPrice())
                        .setAmountPence(line.amount())));
        return answer.build();
    }

    static Allocation allocation(Entry entry) {
        if (!(entry.fact().content() instanceof Content.Allocated(var stream, var year))) {
            throw new IllegalStateException(entry.name() + " is no allocation");
        }
        return Allocation.newBuilder()
                .setName("funds/" + entry.fund() + "/allocations/a" + entry.sequence())
                .setFundingStream(stream)
                .setFinancialYear(year)
                .setAmountPence(entry.fact().amount())
                .setCreateTime(timestamp(entry.fact().at()))
                .build();
    }

    static opcc.tracker.v1.Entry entry(Entry entry) {
        String draw = entry.fact().draw();
        return opcc.tracker.v1.Entry.newBuilder()
                .setName(entry.name())
                .setSequence(entry.sequence())
                .setKind(entry.fact().kind())
                .setAmountPence(entry.fact().amount())
                .setDraw(draw.isEmpty() ? "" : "funds/" + entry.fund() + "/draws/" + draw)
                .setVirement(
                        entry.fact().content() instanceof Content.Virement virement
                                ? "funds/" + entry.fund() + "/virements/" + virement.id()
                                : "")
                .setActor(entry.fact().actor().name())
                .setCreateTime(timestamp(entry.fact().at()))
                .setAllocatedPence(entry.totals().allocated())
                .setReservedPence(entry.totals().reserved())
                .setPaidPence(entry.totals().paid())
                .setPreviousHash(entry.previousHash())
                .setHash(entry.hash())
                .addAllParts(parts(entry.fact().parts()))
                .build();
    }

    static VerifyFundResponse proof(LedgerProof proof) {
        return VerifyFundResponse.newBuilder()
                .setValid(proof.holds())
                .setEntryCount(proof.entryCount())
                .setHeadHash(proof.headHash())
                .setFirstInvalidEntry(proof.firstInvalidEntry())
                .setProblem(proof.problem())
                .setAllocatedPence(proof.totals().allocated())
                .setReservedPence(proof.totals().reserved())
                .setPaidPence(proof.totals().paid())
                .setAvailablePence(proof.totals().available())
                .build();
    }

    static Timestamp timestamp(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }
}
