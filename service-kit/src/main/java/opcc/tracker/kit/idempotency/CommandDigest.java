package opcc.tracker.kit.idempotency;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * How a command's key and request are reduced to what is stored of them. SHA-256 unless a service declares another: one
 * whose requests hold what must not be found by trying out needs a keyed one. Must stay the same over restarts.
 */
@FunctionalInterface
public interface CommandDigest {

    /** SHA-256. */
    CommandDigest SHA_256 = bytes -> {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    };

    /** The digest, hexadecimal. */
    String of(byte[] bytes);
}
