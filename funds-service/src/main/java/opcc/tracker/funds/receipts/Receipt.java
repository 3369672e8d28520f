package opcc.tracker.funds.receipts;

import java.time.Instant;
import java.util.List;
import opcc.tracker.funds.ledger.Actor;
import opcc.tracker.kit.idempotency.Command;

/**
 * What is known of a receipt, apart from its file. Never changes.
 *
 * @param fund id of the fund
 * @param draw id of the draw
 * @param number 1 for the draw's first receipt, and so on
 * @param file where the store keeps the file
 * @param facts the rest
 */
public record Receipt(String fund, String draw, int number, String file, Facts facts) {

    /**
     * What is known before it is stored.
     *
     * @param contentType media type of the file
     * @param sha256 of the file as it is kept, hexadecimal
     * @param size of the file as it is kept, in bytes
     * @param removed what was taken out of the file, in words
     * @param amount what was paid, in pence; 0 if not said
     * @param supplierReference the supplier's number; may be empty
     * @param author who attached it
     * @param attachedAt when
     * @param attachedBy the command that attached it
     */
    public record Facts(
            String contentType,
            String sha256,
            long size,
            List<String> removed,
            long amount,
            String supplierReference,
            Actor author,
            Instant attachedAt,
            Command attachedBy) {

        /** Copies the list. */
        public Facts {
            removed = List.copyOf(removed);
        }
    }

    /** {@code funds/{fund}/draws/{draw}/receipts/{receipt}}. */
    public String name() {
        return "funds/" + fund + "/draws/" + draw + "/receipts/r" + number;
    }
}
