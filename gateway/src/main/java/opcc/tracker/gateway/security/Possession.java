package opcc.tracker.gateway.security;

import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import reactor.core.publisher.Mono;

/** Knows a caller by a good token that came as it must, see {@link KeyProofs}. */
final class Possession implements ReactiveAuthenticationManager {

    private final ReactiveAuthenticationManager tokens;
    private final KeyProofs proofs;

    Possession(ReactiveAuthenticationManager tokens, KeyProofs proofs) {
        this.tokens = tokens;
        this.proofs = proofs;
    }

    @Override
    public Mono<Authentication> authenticate(Authentication presented) {
        return tokens.authenticate(presented)
                .flatMap(known ->
                        known instanceof JwtAuthenticationToken token && presented instanceof PresentedToken how
                                ? proofs.require(token.getToken(), how.byKey(), known)
                                : Mono.error(new ProofRefusedException("The token cannot be read")));
    }
}
