package opcc.tracker.acceptance;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What the app on a telephone shows (RFC 6238): six digits that change each half minute. */
final class SecondFactor {

    private static final int SECONDS = 30;
    private static final int DIGITS = 1_000_000;

    private final String secret;

    SecondFactor(String secret) {
        this.secret = secret;
    }

    /** The digits of this half minute, or of a later one, since none is taken twice. */
    String digits(int later) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "RAW"));
            long step = System.currentTimeMillis() / 1000 / SECONDS + later;
            byte[] hash =
                    mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            int number = ByteBuffer.wrap(hash).getInt(hash[hash.length - 1] & 0xf) & Integer.MAX_VALUE;
            return "%06d".formatted(number % DIGITS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
