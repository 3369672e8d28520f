package opcc.tracker.funds.register;

import java.time.Instant;
import java.util.List;
import opcc.tracker.kit.idempotency.Command;

/**
 * A fund, apart from its money, which is in the ledger. Nothing of it ever changes.
 *
 * @param id a slug
 * @param displayName what the office calls it
 * @param area code of the police area
 * @param drawingProviders providers that may ask for draws, {@code providers/...}
 * @param demonstration it is made up to show the tracker
 * @param createdAt when it was opened
 * @param createdBy the command that opened it
 */
public record Fund(
        String id,
        String displayName,
        String area,
        List<String> drawingProviders,
        boolean demonstration,
        Instant createdAt,
        Command createdBy) {

    /** Copies the list. */
    public Fund {
        drawingProviders = List.copyOf(drawingProviders);
    }

    /** {@code funds/{fund}}. */
    public String name() {
        return "funds/" + id;
    }
}
