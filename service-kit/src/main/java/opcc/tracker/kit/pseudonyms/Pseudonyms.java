package opcc.tracker.kit.pseudonyms;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns the reference that somebody has for a case into a pseudonym: HMAC-SHA256 with a key of the giver's own. The same
 * reference of the same giver gives the same pseudonym, and of another giver another one, so that nobody can tell by what
 * is stored that two providers support the same person. What is made for one purpose can't be matched with what is made for
 * another. Without the service's secret nothing leads back, not even trying out all references.
 */
public final class Pseudonyms {

    private final PseudonymKey key;
    private final String purpose;

    /**
     * Derives the givers' keys from {@code key}.
     *
     * @param purpose what the pseudonyms stand for, such as {@code case references}
     */
    public Pseudonyms(PseudonymKey key, String purpose) {
        this.key = key;
        this.purpose = purpose;
    }

    /** The pseudonyms of what one giver refers to, for instance of {@code providers/...}. */
    public OfGiver of(String giver) {
        return new OfGiver(key.derive(purpose + " of " + giver));
    }

    /** The pseudonyms of one giver. */
    public static final class OfGiver {

        private final SecretKeySpec giversKey;

        private OfGiver(SecretKeySpec giversKey) {
            this.giversKey = giversKey;
        }

        /** The pseudonym of a case, hexadecimal. */
        public String of(String caseReference) {
            byte[] bytes = caseReference.getBytes(StandardCharsets.UTF_8);
            try {
                return HexFormat.of().formatHex(PseudonymKey.mac(giversKey, bytes));
            } finally {
                Arrays.fill(bytes, (byte) 0);
            }
        }
    }
}
