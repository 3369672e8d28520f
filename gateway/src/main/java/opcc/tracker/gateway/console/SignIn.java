package opcc.tracker.gateway.console;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * A browser on its way to Keycloak and back.
 *
 * @param state what Keycloak gives back with the answer, so that nobody else's answer is taken
 * @param nonce what the identity token must hold, so that nobody else's is taken
 * @param verifier what only whoever asked for the code can show (PKCE)
 * @param endsAt until when the browser must be back
 */
record SignIn(String state, String nonce, String verifier, Instant endsAt) {

    byte[] toBytes() {
        return String.join(" ", state, nonce, verifier, Long.toString(endsAt.getEpochSecond()))
                .getBytes(StandardCharsets.US_ASCII);
    }

    static Optional<SignIn> ofBytes(byte[] bytes) {
        String[] parts = new String(bytes, StandardCharsets.US_ASCII).split(" ", -1);
        return parts.length == 4
                ? Optional.of(new SignIn(parts[0], parts[1], parts[2], Instant.ofEpochSecond(Long.parseLong(parts[3]))))
                : Optional.empty();
    }
}
