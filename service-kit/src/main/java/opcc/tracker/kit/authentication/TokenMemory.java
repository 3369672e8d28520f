package opcc.tracker.kit.authentication;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import com.google.protobuf.ByteString;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jwt.JWTClaimsSet;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What good tokens said, for a short time after their signature was checked, by the SHA-256 of the whole token: the
 * tokens themselves are not kept. Only good tokens come in, so a forged one costs whoever sends it the check each time.
 */
final class TokenMemory {

    private final Cache<ByteString, Said> said;

    /**
     * A token that was found good.
     *
     * @param caller whose it is
     * @param claims what it says
     * @param selector finds the keys under whose name it was signed
     * @param keys those keys, as they were when its signature was checked
     */
    record Said(Caller caller, JWTClaimsSet claims, JWKSelector selector, List<JWK> keys) {
        /** Copies the keys. */
        Said {
            keys = List.copyOf(keys);
        }
    }

    /** Remembers at most {@code most} tokens, each for {@code time} after it was checked. */
    TokenMemory(Duration time, int most, Ticker ticker) {
        this.said = Caffeine.newBuilder()
                .expireAfterWrite(time)
                .maximumSize(most)
                .ticker(ticker)
                .build();
    }

    @Nullable
    Said find(String token) {
        return said.getIfPresent(digest(token));
    }

    void remember(String token, Said what) {
        said.put(digest(token), what);
    }

    /** How many tokens are remembered, once what is to go is gone. */
    long size() {
        said.cleanUp();
        return said.estimatedSize();
    }

    private static ByteString digest(String token) {
        try {
            return ByteString.copyFrom(
                    MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
