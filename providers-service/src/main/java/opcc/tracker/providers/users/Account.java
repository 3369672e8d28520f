package opcc.tracker.providers.users;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import opcc.tracker.v1.User;

/**
 * A user as Keycloak keeps them.
 *
 * @param id Keycloak's, which is the {@code sub} of their tokens and never changes
 * @param user what they are called and hold, without an etag
 */
record Account(String id, User user) {

    private static final int TAG_BYTES = 12;

    /** The user with the etag that follows from all that is said of them. */
    User tagged() {
        return user.toBuilder().setEtag(etag()).build();
    }

    /** The same for the same user, whoever is asked. */
    String etag() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(ByteString.copyFrom(id, StandardCharsets.UTF_8)
                            .concat(user.toByteString())
                            .toByteArray());
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, TAG_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
