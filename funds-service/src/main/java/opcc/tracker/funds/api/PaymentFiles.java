package opcc.tracker.funds.api;

import java.time.Clock;
import java.util.List;
import opcc.tracker.funds.draws.FundLedgers;
import opcc.tracker.funds.ledger.Actor;
import opcc.tracker.funds.ledger.EntryStore;
import opcc.tracker.funds.payments.PaymentFile;
import opcc.tracker.funds.payments.PaymentReference;
import opcc.tracker.funds.payments.Payments;
import opcc.tracker.funds.register.FundRegister;
import opcc.tracker.kit.authentication.Caller;
import opcc.tracker.kit.calendar.FinancialYear;
import opcc.tracker.kit.csv.Cells;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.v1.PaymentOutcomeEnum.PaymentOutcome;
import opcc.tracker.v1.ReconciledRow;
import opcc.tracker.v1.Reconciliation;

/** Payment files to and from the finance system, in the name of the current {@link Caller}. */
public final class PaymentFiles {

    private final FundRegister register;
    private final FundLedgers ledgers;
    private final EntryStore entries;
    private final Clock clock;

    /** Reads from all three, and pays through the ledgers. */
    public PaymentFiles(FundRegister register, FundLedgers ledgers, EntryStore entries, Clock clock) {
        this.register = register;
        this.ledgers = ledgers;
        this.entries = entries;
        this.clock = clock;
    }

    opcc.tracker.v1.PaymentFile export(String name) {
        String fund = requireFund(name);
        String caller = Caller.current().subject();
        List<PaymentFile.Due> all = payments(fund).due();
        List<PaymentFile.Due> due = all.stream()
                .filter(each -> !each.draw().requester().subject().equals(caller))
                .toList();
        return opcc.tracker.v1.PaymentFile.newBuilder()
                .setCsv(PaymentFile.write(due))
                .setContentType(Cells.CONTENT_TYPE)
                .setFileName(fund + "-payments-" + FinancialYear.today(clock) + ".csv")
                .setRowCount(due.size())
                .setTotalPence(
                        due.stream().mapToLong(each -> each.draw().reserved()).reduce(0, Math::addExact))
                .setLeftOutCount(all.size() - due.size())
                .build();
    }

    Reconciliation reconcile(String name, String csv) {
        String fund = requireFund(name);
        List<Payments.Answer> answers =
                payments(fund).reconcile(csv, Actor.of(Caller.current()), FinancialYear.today(clock));
        return Reconciliation.newBuilder()
                .addAllRows(answers.stream().map(answer -> row(fund, answer)).toList())
                .setPaidPence(answers.stream()
                        .filter(answer -> answer.outcome() == PaymentOutcome.PAID)
                        .mapToLong(Payments.Answer::amount)
                        .reduce(0, Math::addExact))
                .build();
    }

    private static ReconciledRow row(String fund, Payments.Answer answer) {
        return ReconciledRow.newBuilder()
                .setRowNumber(answer.number())
                .setReference(answer.reference().map(PaymentReference::toString).orElse(""))
                .setDraw(answer.draw().isEmpty() ? "" : "funds/" + fund + "/draws/" + answer.draw())
                .setOutcome(answer.outcome())
                .setAmountPence(answer.amount())
                .setReason(answer.reason())
                .setDetail(answer.detail())
                .build();
    }

    private Payments payments(String fund) {
        return new Payments(fund, ledgers.of(fund), entries);
    }

    private String requireFund(String name) {
        return Names.fundId(name).filter(id -> register.find(id).isPresent()).orElseThrow(() -> Refusal.notFound(name));
    }
}
