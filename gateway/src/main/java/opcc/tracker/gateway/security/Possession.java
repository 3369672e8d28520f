package opcc.tracker.gateway.security;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import reactor.core.publisher.Mono;

/**
 * Holds a token that is bound to a key to the proof that its sender has that key: a stolen one opens nothing. Which way a
 * token must come is the token's to say ({@code cnf.jkt}): one that is bound never counts as a bearer token, and one that
 * is not bound proves nothing by a proof.
 */
final class Possession implements ReactiveAuthenticationManager {

    /** How old a proof may be. */
    static final Duration OLDEST = Duration.ofSeconds(60);

    private static final int MOST_PROOFS = 200_000;

    private final ReactiveAuthenticationManager tokens;
    private final Set<String> algorithms;
    private final Duration skew;
    private final Clock clock;
    private final SeenProofs seen;

    Possession(ReactiveAuthenticationManager tokens, TokenSettings settings, Clock clock) {
        this.tokens = tokens;
        this.algorithms = settings.algorithms();
        this.skew = settings.skew();
        this.clock = clock;
        this.seen = new SeenProofs(OLDEST.plus(skew.multipliedBy(2)), MOST_PROOFS, clock);
    }

    @Override
    public Mono<Authentication> authenticate(Authentication presented) {
        return tokens.authenticate(presented).doOnNext(known -> {
            if (known instanceof JwtAuthenticationToken token && presented instanceof PresentedToken how) {
                require(token.getToken(), how.byKey());
            } else {
                throw new ProofRefusedException("The token cannot be read");
            }
        });
    }

    private void require(Jwt token, PresentedToken.@Nullable ByKey byKey) {
        String bound = boundTo(token);
        if (byKey == null) {
            if (bound != null) {
                throw new ProofRefusedException("The token is bound to a key: send it as DPoP, with a proof");
            }
            return;
        }
        if (bound == null) {
            throw new ProofRefusedException("The token is not bound to a key: send it as Bearer");
        }
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
        if (!seen.isNew(proof)) {
            throw new ProofRefusedException("The proof was used before");
        }
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
