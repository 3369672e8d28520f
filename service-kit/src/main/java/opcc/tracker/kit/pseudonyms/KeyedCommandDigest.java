package opcc.tracker.kit.pseudonyms;

import java.util.HexFormat;
import javax.crypto.spec.SecretKeySpec;
import opcc.tracker.kit.idempotency.CommandDigest;

/**
 * Keeps of a command only HMACs. A request holds case references, which are short: from a plain hash of the request they
 * could be found by trying out, and so could a key that a client made from one.
 */
public final class KeyedCommandDigest implements CommandDigest {

    private final SecretKeySpec digestKey;

    /** Derives its key from {@code key}. */
    public KeyedCommandDigest(PseudonymKey key) {
        this.digestKey = key.derive("commands");
    }

    @Override
    public String of(byte[] bytes) {
        return HexFormat.of().formatHex(PseudonymKey.mac(digestKey, bytes));
    }
}
