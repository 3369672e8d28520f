package opcc.tracker.gateway.security;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which tokens open the door.
 *
 * @param issuer the exact {@code iss}
 * @param jwksUri where the issuer's public keys are
 * @param audience what {@code aud} must contain
 * @param clients what {@code azp} may be
 * @param algorithms how a token, and a proof that comes with one, may be signed
 * @param publicUrl the gateway as callers write it, such as {@code https://tracker.example}, for which proofs must be; empty:
 *     as each request names it, which holds only where nothing stands before the gateway
 * @param skew how far clocks may differ
 * @param keys how the issuer's keys are kept
 */
@ConfigurationProperties("tracker.gateway.token")
public record TokenSettings(
        String issuer,
        URI jwksUri,
        @DefaultValue("tracker") String audience,
        @DefaultValue("tracker-cli") Set<String> clients,
        @DefaultValue({"RS256", "PS256", "ES256"}) Set<String> algorithms,
        @DefaultValue("") String publicUrl,
        @DefaultValue("10s") Duration skew,
        @DefaultValue Keys keys) {

    /**
     * How the issuer's keys are kept.
     *
     * @param refreshAfter when known keys are asked for again, in the background
     * @param goodFor how long known keys are used while the key server is down
     * @param askAgainAfter how long to wait before an unknown key id makes the gateway ask again
     * @param retryAfter how long to wait after the key server failed
     * @param timeout how long an answer may take
     */
    public record Keys(
            @DefaultValue("5m") Duration refreshAfter,
            @DefaultValue("24h") Duration goodFor,
            @DefaultValue("10s") Duration askAgainAfter,
            @DefaultValue("1s") Duration retryAfter,
            @DefaultValue("3s") Duration timeout) {}
}
