package opcc.tracker.funds.commands;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import opcc.tracker.funds.draws.DumpProof;
import opcc.tracker.funds.draws.LedgerProof;
import opcc.tracker.funds.ledger.Account;
import opcc.tracker.funds.ledger.Pounds;
import opcc.tracker.funds.ledger.Totals;
import opcc.tracker.funds.ledger.TrialBalance;

/** Proves the ledgers in a dump, with no database and no service. */
final class VerifyCommand {

    private VerifyCommand() {}

    static int run(Path dump, PrintWriter out, PrintWriter err) {
        DumpProof proof;
        try {
            proof = DumpProof.of(dump);
        } catch (NoSuchFileException e) {
            err.println("There is no file " + dump + ".");
            return CommandLine.NOT_DONE;
        } catch (IOException e) {
            err.println("The dump " + dump + " can't be read: " + e.getMessage());
            return CommandLine.NOT_DONE;
        }
        proof.funds().forEach((fund, ledger) -> out.println(line(fund, ledger)));
        out.println(line(proof.funds().size(), proof.balance()));
        return proof.holds() ? CommandLine.DONE : CommandLine.BROKEN;
    }

    private static String line(String fund, LedgerProof proof) {
        Totals totals = proof.totals();
        String figures = proof.entryCount() + " entries, allocated " + Pounds.of(totals.allocated()) + ", reserved "
                + Pounds.of(totals.reserved()) + ", paid " + Pounds.of(totals.paid()) + ", available "
                + Pounds.of(totals.available()) + ", head " + proof.headHash();
        return proof.holds()
                ? "funds/" + fund + ": valid, " + figures
                : "funds/" + fund + ": NOT VALID, first bad entry " + proof.firstInvalidEntry() + ": " + proof.problem()
                        + "; before it " + figures;
    }

    private static String line(int funds, TrialBalance balance) {
        return "trial balance of " + funds + (funds == 1 ? " fund" : " funds") + ": funder "
                + Pounds.of(balance.of(Account.FUNDER)) + ", available " + Pounds.of(balance.of(Account.AVAILABLE))
                + ", reserved " + Pounds.of(balance.of(Account.RESERVED)) + ", paid "
                + Pounds.of(balance.of(Account.PAID)) + ", sum " + Pounds.of(balance.sum());
    }
}
