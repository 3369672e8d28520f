package opcc.tracker.funds.payments;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import opcc.tracker.funds.draws.Draw;
import opcc.tracker.funds.draws.FundCommand;
import opcc.tracker.funds.draws.FundLedger;
import opcc.tracker.funds.ledger.Actor;
import opcc.tracker.funds.ledger.Entry;
import opcc.tracker.funds.ledger.EntryStore;
import opcc.tracker.funds.ledger.Pounds;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.v1.DrawStateEnum.DrawState;
import opcc.tracker.v1.EntryKindEnum.EntryKind;
import opcc.tracker.v1.PaymentOutcomeEnum.PaymentOutcome;

/**
 * The payments of one fund between its ledger and the finance system. A draw's next payment is all that it still reserves; what
 * was paid already is told by the ledger's entries alone.
 */
public final class Payments {

    private final String fund;
    private final FundLedger ledger;
    private final EntryStore entries;

    /** Of the fund with this id. */
    public Payments(String fund, FundLedger ledger, EntryStore entries) {
        this.fund = fund;
        this.ledger = ledger;
        this.entries = entries;
    }

    /**
     * What became of a row.
     *
     * @param number from 1 on
     * @param reference empty if the row has none of this fund
     * @param draw id of the draw; empty if there is none
     * @param outcome what was done
     * @param amount pence that the row says were paid
     * @param reason of a refusal, for programs; empty otherwise
     * @param detail the same in words
     */
    public record Answer(
            int number,
            Optional<PaymentReference> reference,
            String draw,
            PaymentOutcome outcome,
            long amount,
            String reason,
            String detail) {}

    /** What is approved and not paid, the oldest draw first. */
    public List<PaymentFile.Due> due() {
        List<Draw> approved = ledger.read(state -> state.draws()
                .filter(draw -> draw.state() == DrawState.APPROVED)
                .sorted(Comparator.comparing(draw -> Long.parseLong(draw.id().substring(1))))
                .toList());
        return approved.stream()
                .map(draw -> new PaymentFile.Due(
                        new PaymentReference(fund, draw.id(), payments(draw).size() + 1), draw))
                .toList();
    }

    /**
     * Pays what the file says was paid.
     *
     * @throws Refusal INVALID_ARGUMENT if the file as a whole can't be read
     */
    public List<Answer> reconcile(String csv, Actor payer, LocalDate today) {
        return ReturnedFile.read(csv, today).stream()
                .map(row -> reconcile(row, payer))
                .toList();
    }

    private Answer reconcile(ReturnedFile.Row row, Actor payer) {
        Optional<PaymentReference> reference = PaymentReference.parse(fund, row.reference());
        if (!row.problem().isEmpty()) {
            return answer(row, reference, "", PaymentOutcome.INVALID_ROW, row.problem());
        }
        Optional<Draw> found = reference.flatMap(each -> ledger.read(state -> state.find(each.draw())));
        if (reference.isEmpty() || found.isEmpty()) {
            return answer(
                    row,
                    reference,
                    "",
                    PaymentOutcome.UNKNOWN_REFERENCE,
                    "This fund has no payment of this reference.");
        }
        return reconcile(row, reference.get(), found.get(), payer);
    }

    private Answer reconcile(ReturnedFile.Row row, PaymentReference reference, Draw draw, Actor payer) {
        Optional<PaymentReference> known = Optional.of(reference);
        List<Entry> payments = payments(draw);
        if (reference.part() > payments.size() + 1) {
            return answer(
                    row,
                    known,
                    draw.id(),
                    PaymentOutcome.UNKNOWN_REFERENCE,
                    "The draw has been paid in " + payments.size() + " parts, so no file has asked for this one yet.");
        }
        if (!row.status().equals("paid")) {
            return answer(
                    row, known, draw.id(), PaymentOutcome.NOT_PAID, "The finance system says: " + row.status() + ".");
        }
        if (reference.part() <= payments.size()) {
            long paid = payments.get(reference.part() - 1).fact().amount();
            return paid == row.amount()
                    ? answer(row, known, draw.id(), PaymentOutcome.ALREADY_PAID, "This part was paid before.")
                    : differs(row, known, draw, "this part was paid before with " + Pounds.of(paid));
        }
        if (draw.state() == DrawState.APPROVED && draw.reserved() != row.amount()) {
            return differs(row, known, draw, Pounds.of(draw.reserved()) + " is to be paid");
        }
        return pay(row, reference, draw, payer);
    }

    private Answer pay(ReturnedFile.Row row, PaymentReference reference, Draw draw, Actor payer) {
        Optional<PaymentReference> known = Optional.of(reference);
        if (draw.requester().subject().equals(payer.subject())) {
            return new Answer(
                    row.number(),
                    known,
                    draw.id(),
                    PaymentOutcome.REFUSED,
                    row.amount(),
                    "SEPARATION_OF_DUTIES",
                    "You asked for this draw yourself. Somebody else must record that it was paid.");
        }
        try {
            ledger.record(
                    new FundCommand.Pay(draw.id(), draw.etag(), row.amount()), payer, reference.command(row.amount()));
            return answer(row, known, draw.id(), PaymentOutcome.PAID, Pounds.of(row.amount()) + " paid.");
        } catch (Refusal refusal) {
            return new Answer(
                    row.number(),
                    known,
                    draw.id(),
                    PaymentOutcome.REFUSED,
                    row.amount(),
                    reason(refusal),
                    refusal.status().getMessage());
        }
    }

    private static String reason(Refusal refusal) {
        try {
            for (Any detail : refusal.status().getDetailsList()) {
                if (detail.is(ErrorInfo.class)) {
                    return detail.unpack(ErrorInfo.class).getReason();
                }
            }
            return "";
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Answer differs(
            ReturnedFile.Row row, Optional<PaymentReference> reference, Draw draw, String expected) {
        return answer(
                row,
                reference,
                draw.id(),
                PaymentOutcome.AMOUNT_DIFFERS,
                "The row says " + Pounds.of(row.amount()) + ", but " + expected + ".");
    }

    private static Answer answer(
            ReturnedFile.Row row,
            Optional<PaymentReference> reference,
            String draw,
            PaymentOutcome outcome,
            String detail) {
        return new Answer(row.number(), reference, draw, outcome, row.amount(), "", detail);
    }

    private List<Entry> payments(Draw draw) {
        return entries.ofDraw(fund, draw.id(), draw.lastSequence()).stream()
                .filter(entry -> entry.fact().kind() == EntryKind.PAID)
                .toList();
    }
}
