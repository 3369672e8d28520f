package opcc.tracker.gateway.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import com.nimbusds.jose.jwk.JWKSet;
import java.time.Duration;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import reactor.core.publisher.Mono;

/**
 * Spares the check of a signature that was found good a moment ago, by the SHA-256 of the whole token: the tokens
 * themselves are no keys here. What a token says is held to the rules at each use, and the signature is checked again as soon
 * as the issuer's keys are others, so that nothing is taken for longer than without this memory. Only good tokens
 * come in: a forged one costs whoever sends it the check each time.
 */
final class RememberedTokens implements ReactiveJwtDecoder {

    /** For how long a signature is known to be good. */
    static final Duration TIME = Duration.ofMinutes(1);

    private static final int MOST = 10_000;

    private final ReactiveJwtDecoder decoder;
    private final SigningKeys keys;
    private final OAuth2TokenValidator<Jwt> rules;
    private final Cache<String, Good> good;

    /** A token, and the keys by which its signature was found good. */
    private record Good(Jwt token, JWKSet keys) {}

    /**
     * Remembers what the decoder finds good.
     *
     * @param rules what a token must say, times included
     */
    RememberedTokens(ReactiveJwtDecoder decoder, SigningKeys keys, OAuth2TokenValidator<Jwt> rules, Ticker ticker) {
        this.decoder = decoder;
        this.keys = keys;
        this.rules = rules;
        this.good = Caffeine.newBuilder()
                .expireAfterWrite(TIME)
                .maximumSize(MOST)
                .ticker(ticker)
                .build();
    }

    @Override
    public Mono<Jwt> decode(String token) {
        return Mono.defer(() -> {
            // Looked at first: keys that are replaced while a signature is being checked leave nothing behind.
            JWKSet present = keys.present();
            if (present == null) {
                return decoder.decode(token);
            }
            String digest = Digests.sha256(token);
            Good known = good.getIfPresent(digest);
            if (known != null
                    && known.keys.equals(present)
                    && !rules.validate(known.token).hasErrors()) {
                return Mono.just(known.token);
            }
            return decoder.decode(token).doOnNext(decoded -> good.put(digest, new Good(decoded, present)));
        });
    }
}
