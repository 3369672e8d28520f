package opcc.tracker.outcomes.pseudonyms;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns a provider's case reference into a pseudonym: HMAC-SHA256 with a key of the provider's own. The same reference of
 * the same provider gives the same pseudonym, and of another provider another one, so that nobody can tell by the records
 * that two providers support the same person. Without the service's secret nothing leads back, not even trying out all
 * references.
 */
public final class Pseudonyms {

    private final PseudonymKey key;

    /** Derives the providers' keys from {@code key}. */
    public Pseudonyms(PseudonymKey key) {
        this.key = key;
    }

    /** The pseudonyms of one provider, {@code providers/...}. */
    public OfProvider of(String provider) {
        return new OfProvider(key.derive("case references of " + provider));
    }

    /** The pseudonyms of one provider. */
    public static final class OfProvider {

        private final SecretKeySpec providerKey;

        private OfProvider(SecretKeySpec providerKey) {
            this.providerKey = providerKey;
        }

        /** The pseudonym of a case, hexadecimal. */
        public String of(String caseReference) {
            byte[] bytes = caseReference.getBytes(StandardCharsets.UTF_8);
            try {
                return HexFormat.of().formatHex(PseudonymKey.mac(providerKey, bytes));
            } finally {
                Arrays.fill(bytes, (byte) 0);
            }
        }
    }
}
