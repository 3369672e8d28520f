package opcc.tracker.gateway.console;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Makes cookies that only a gateway can read or make: AES-256-GCM, each under a nonce of its own. */
final class Seal {

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    private Seal(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    /** With a key of 32 bytes in base64; with one made now if it is empty. */
    static Seal of(String base64) {
        byte[] key = new byte[KEY_BYTES];
        if (base64.isEmpty()) {
            new SecureRandom().nextBytes(key);
            return new Seal(key);
        }
        key = Base64.getDecoder().decode(base64);
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("tracker.gateway.console.session-key must be 32 bytes in base64");
        }
        return new Seal(key);
    }

    /** The content as text for a cookie; {@code purpose} must be the same to open it. */
    String close(String purpose, byte[] content) {
        byte[] nonce = randomBytes(NONCE_BYTES);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, purpose, nonce, content, 0);
        byte[] all = new byte[nonce.length + sealed.length];
        System.arraycopy(nonce, 0, all, 0, nonce.length);
        System.arraycopy(sealed, 0, all, nonce.length, sealed.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    /** What was sealed for this purpose; empty if it was not, or not by us. */
    Optional<byte[]> open(String purpose, String text) {
        try {
            byte[] all = Base64.getUrlDecoder().decode(text);
            if (all.length <= NONCE_BYTES) {
                return Optional.empty();
            }
            byte[] nonce = Arrays.copyOf(all, NONCE_BYTES);
            return Optional.of(run(Cipher.DECRYPT_MODE, purpose, nonce, all, NONCE_BYTES));
        } catch (IllegalArgumentException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    /** 256 random bits as text that fits into an address. */
    String randomText() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(randomBytes(KEY_BYTES));
    }

    private byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] run(int mode, String purpose, byte[] nonce, byte[] content, int from) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(content, from, content.length - from);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("not sealed by this key for this purpose", e);
        }
    }
}
