package opcc.tracker.kit.pseudonyms;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The service's secret. It is never used itself: for each purpose a key is derived from it with HMAC-SHA256, so that what
 * is made for one purpose tells nothing of another.
 */
public final class PseudonymKey {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int LEAST_BYTES = 32;

    private final SecretKeySpec secret;

    private PseudonymKey(byte[] secret) {
        this.secret = new SecretKeySpec(secret, ALGORITHM);
    }

    /**
     * Reads the secret.
     *
     * @param base64 at least 32 bytes in base64
     * @throws IllegalArgumentException if it is not; the message never holds any of it
     */
    public static PseudonymKey parse(@Nullable String base64) {
        if (base64 == null || base64.isBlank()) {
            throw new IllegalArgumentException("is not set; it must hold 32 random bytes in base64");
        }
        byte[] secret;
        try {
            secret = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalArgumentException("is not base64; it must hold 32 random bytes in base64");
        }
        if (secret.length < LEAST_BYTES) {
            throw new IllegalArgumentException(
                    "holds only " + secret.length + " bytes; it must hold 32 random bytes in base64");
        }
        return new PseudonymKey(secret);
    }

    /** 32 secret bytes for one purpose that has nothing to do with pseudonyms. */
    public byte[] secretFor(String purpose) {
        return mac(derive("secret"), purpose.getBytes(StandardCharsets.UTF_8));
    }

    /** The key for one purpose. */
    SecretKeySpec derive(String purpose) {
        return new SecretKeySpec(mac(secret, purpose.getBytes(StandardCharsets.UTF_8)), ALGORITHM);
    }

    static byte[] mac(SecretKeySpec key, byte[] bytes) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 is part of every Java platform", e);
        }
    }

    @Override
    public String toString() {
        return "PseudonymKey";
    }
}
