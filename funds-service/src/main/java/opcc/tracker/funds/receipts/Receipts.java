package opcc.tracker.funds.receipts;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import opcc.tracker.funds.draws.Draw;
import opcc.tracker.funds.draws.FundLedgers;
import opcc.tracker.funds.files.BadFile;
import opcc.tracker.funds.files.CleanFile;
import opcc.tracker.funds.files.FileCleaner;
import opcc.tracker.funds.ledger.Actor;
import opcc.tracker.kit.idempotency.Command;
import opcc.tracker.kit.idempotency.CommandDigest;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.v1.DrawStateEnum.DrawState;
import org.springframework.stereotype.Component;

/** The rules of receipts. */
@Component
public final class Receipts {

    /** How many receipts a draw may have. */
    private static final int MOST = 20;

    private final FundLedgers ledgers;
    private final ReceiptStore store;
    private final FileCleaner cleaner;
    private final Clock clock;

    Receipts(FundLedgers ledgers, ReceiptStore store, FileCleaner cleaner, Clock clock) {
        this.ledgers = ledgers;
        this.store = store;
        this.cleaner = cleaner;
        this.clock = clock;
    }

    /**
     * What is sent with a receipt.
     *
     * @param contentType what the sender says the file is
     * @param content the file
     * @param amount what was paid, in pence; 0 if not said
     * @param supplierReference the supplier's number; may be empty
     */
    public record Sent(String contentType, byte[] content, long amount, String supplierReference) {}

    /**
     * Attaches a receipt to a draw, once for the same command.
     *
     * @throws Refusal if the draw takes none, or the file is not taken
     */
    public Receipt attach(String fund, String draw, Sent sent, Actor author, Command command) {
        Draw attachedTo = ledgers.of(fund)
                .read(state -> state.find(draw))
                .orElseThrow(() -> Refusal.notFound("funds/" + fund + "/draws/" + draw));
        Optional<Receipt> earlier = store.attachedBy(fund, command);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        if (attachedTo.state() == DrawState.WITHDRAWN) {
            throw Refusal.precondition(
                    "DRAW_STATE",
                    "\"" + attachedTo.name() + "\" was withdrawn: nothing was spent that a receipt could show.",
                    Map.of(
                            "resource",
                            attachedTo.name(),
                            "state",
                            attachedTo.state().name()));
        }
        if (store.count(fund, draw) >= MOST) {
            throw full(attachedTo);
        }
        CleanFile file = clean(sent);
        Receipt.Facts facts = new Receipt.Facts(
                file.kind().contentType(),
                CommandDigest.SHA_256.of(file.content()),
                file.content().length,
                file.removed(),
                sent.amount(),
                sent.supplierReference(),
                author,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                command);
        return store.attach(fund, draw, facts, file.content(), MOST).orElseThrow(() -> full(attachedTo));
    }

    private CleanFile clean(Sent sent) {
        try {
            return cleaner.clean(sent.contentType(), sent.content());
        } catch (BadFile e) {
            throw Refusal.invalid("receipt.content", String.valueOf(e.getMessage()));
        }
    }

    private static Refusal full(Draw draw) {
        return Refusal.precondition(
                "RECEIPT_LIMIT",
                "\"" + draw.name() + "\" has " + MOST + " receipts already, which is the most that a draw may have.",
                Map.of("resource", draw.name(), "limit", Integer.toString(MOST)));
    }
}
