package opcc.tracker.disclosure.rounding;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import opcc.tracker.disclosure.table.Table;

/**
 * The secret that decides between roundings that are equally good. Who knows the table's true counts and the algorithm, but
 * not this, can't tell which of them was taken.
 */
public final class SecretSeed {
    /** Shorter secrets could be guessed. */
    public static final int LEAST_BYTES = 32;

    private static final String MAC = "HmacSHA256";

    private final SecretKeySpec key;

    private SecretSeed(byte[] secret) {
        key = new SecretKeySpec(secret, MAC);
    }

    /**
     * A seed of a secret's bytes.
     *
     * @throws IllegalArgumentException if there are fewer than {@value #LEAST_BYTES}
     */
    public static SecretSeed of(byte[] secret) {
        if (secret.length < LEAST_BYTES) {
            throw new IllegalArgumentException(
                    "the seed has " + secret.length + " bytes, and at least " + LEAST_BYTES + " are needed");
        }
        return new SecretSeed(secret);
    }

    /** A seed that anyone who has the table can work out: good for trying out, not for a table that is published. */
    public static SecretSeed derivedFrom(Table table) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (int i = 0; i < table.innerCount(); i++) {
                digest.update(cellKey(table, i));
                digest.update(Long.toString(table.inner(i)).getBytes(StandardCharsets.US_ASCII));
                digest.update((byte) '\n');
            }
            return new SecretSeed(digest.digest());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** 256 bits for a cell: its HMAC-SHA-256 under the seed. */
    byte[] ofCell(Table table, int inner) {
        return hmac(cellKey(table, inner));
    }

    /** 256 bits for a purpose: the HMAC-SHA-256 of its name under the seed. */
    byte[] of(String purpose) {
        return hmac(purpose.getBytes(StandardCharsets.UTF_8));
    }

    /** Sixteen digits by which two runs can be seen to have had the same seed, and from which it can't be worked out. */
    public String digest() {
        return HexFormat.of().formatHex(of("digest of the seed"), 0, 8);
    }

    private byte[] hmac(byte[] message) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The names of a cell, each with its length before it, so that no two cells have the same key. */
    private static byte[] cellKey(Table table, int inner) {
        StringBuilder key = new StringBuilder("cell");
        int cell = table.publishedOfInner(inner);
        List<String> names = table.dimensionNames();
        for (int d = 0; d < names.size(); d++) {
            String name = names.get(d);
            String code = table.label(cell, d);
            key.append('\n').append(name.length()).append(' ').append(name);
            key.append(' ').append(code.length()).append(' ').append(code);
        }
        return key.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }
}
