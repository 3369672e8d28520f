package opcc.tracker.gateway.security;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;
import reactor.core.publisher.Mono;

/**
 * Holds a token that is bound to a key to the proof that its sender has that key: a stolen one opens nothing. Which way a
 * token must come is the token's to say ({@code cnf.jkt}): one that is bound never counts as a bearer token, and one that
 * is not bound proves nothing by a proof.
 */
final class KeyProofs {

    /** How old a proof may be. */
    static final Duration OLDEST = Duration.ofSeconds(60);

    private final Set<String> algorithms;
    private final Duration skew;
    private final Clock clock;
    private final SeenProofs seen;

    KeyProofs(TokenSettings settings, SeenProofs seen, Clock clock) {
        this.algorithms = settings.algorithms();
        this.skew = settings.skew();
        this.seen = seen;
        this.clock = clock;
    }

    /** For how long a proof that was used could be used again by clocks that differ. */
    static Duration keptFor(Duration skew) {
        return OLDEST.plus(skew.multipliedBy(2));
    }

    /**
     * Gives {@code known}, whoever that is, if their token came as it must.
     *
     * @param byKey how it came; null as a bearer token
     * @throws ProofRefusedException at once or as the end, if it did not
     */
    <T> Mono<T> require(Jwt token, PresentedToken.@Nullable ByKey byKey, T known) {
        String bound = boundTo(token);
        if (byKey == null) {
            if (bound != null) {
                throw new ProofRefusedException("The token is bound to a key: send it as DPoP, with a proof");
            }
            return Mono.just(known);
        }
        if (bound == null) {
            throw new ProofRefusedException("The token is not bound to a key: send it as Bearer");
        }
        DpopProof proof = good(token, bound, byKey);
        return seen.isNew(proof)
                .flatMap(first ->
                        first ? Mono.just(known) : Mono.error(new ProofRefusedException("The proof was used before")));
    }

    private DpopProof good(Jwt token, String bound, PresentedToken.ByKey byKey) {
        if (byKey.proofs().size() != 1) {
            throw new ProofRefusedException("The token needs exactly one proof, in the header DPoP");
        }
        DpopProof proof = DpopProof.read(byKey.proofs().getFirst(), algorithms);
        Instant now = clock.instant();
        if (!proof.thumbprint().equals(bound)) {
            throw new ProofRefusedException("The proof is by another key than the token's");
        }
        if (!proof.tokenHash().equals(Digests.sha256(token.getTokenValue()))) {
            throw new ProofRefusedException("The proof is for another token");
        }
        if (!proof.method().equals(byKey.method()) || !sameAddress(proof.uri(), byKey.uri())) {
            throw new ProofRefusedException("The proof is for another request");
        }
        if (proof.made().isAfter(now.plus(skew))
                || proof.made().isBefore(now.minus(OLDEST).minus(skew))) {
            throw new ProofRefusedException("The proof is too old or not of now");
        }
        return proof;
    }

    private static @Nullable String boundTo(Jwt token) {
        Object confirmation = token.getClaims().get("cnf");
        if (confirmation == null && !"DPoP".equals(token.getClaims().get("typ"))) {
            return null;
        }
        // What is bound in a way that we don't know can't be proved here, so no proof fits.
        return confirmation instanceof Map<?, ?> map && map.get("jkt") instanceof String thumbprint ? thumbprint : "";
    }

    /** Scheme and host in any case, a port that is the scheme's own or not written, the path as it is; no query. */
    private static boolean sameAddress(String left, String right) {
        String address = normal(left);
        return address != null && address.equals(normal(right));
    }

    private static @Nullable String normal(String address) {
        try {
            URI uri = URI.create(address);
            if (uri.getScheme() == null || uri.getHost() == null || uri.getRawUserInfo() != null) {
                return null;
            }
            String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
            int port = uri.getPort() == -1 ? (scheme.equals("https") ? 443 : 80) : uri.getPort();
            return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + ":" + port + uri.getRawPath();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
