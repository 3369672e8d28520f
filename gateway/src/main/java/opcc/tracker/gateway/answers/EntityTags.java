package opcc.tracker.gateway.answers;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * The {@code ETag} of an answer: the digest of its bytes before they are compressed. It is weak, since the compressed answer
 * has the same. It speaks of what this caller was shown, so it differs from the field {@code etag} of a resource, which speaks
 * of what is stored.
 */
public final class EntityTags {

    private static final int DIGEST_BYTES = 16;

    private EntityTags() {}

    /** The tag of an answer with these bytes. */
    public static String of(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return "W/\""
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, DIGEST_BYTES))
                    + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether {@code If-None-Match} names the tag; compared weakly, as RFC 9110 wants here. */
    static boolean isKnown(List<String> ifNoneMatch, String tag) {
        return ifNoneMatch.stream()
                .flatMap(header -> Arrays.stream(header.split(",")))
                .map(String::strip)
                .anyMatch(known -> known.equals("*") || opaque(known).equals(opaque(tag)));
    }

    private static String opaque(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }
}
