package opcc.tracker.gateway.security;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/** A token as a request presents it: by {@code Bearer}, or by {@code DPoP} with the proofs that came along. */
final class PresentedToken extends BearerTokenAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable ByKey byKey;

    /**
     * How a bound token is presented.
     *
     * @param proofs the {@code DPoP} headers; exactly one is right
     * @param method the request's method
     * @param uri the request's address without query
     */
    record ByKey(List<String> proofs, String method, String uri) {
        /** Copies the proofs. */
        ByKey {
            proofs = List.copyOf(proofs);
        }
    }

    PresentedToken(String token, @Nullable ByKey byKey) {
        super(token);
        this.byKey = byKey;
    }

    /** Null if it is presented as a bearer token. */
    @Nullable
    ByKey byKey() {
        return byKey;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
