package opcc.tracker.gateway.security;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/** A token as a request presents it: by {@code Bearer}, or by {@code DPoP} with the proofs that came along. */
final class PresentedToken extends BearerTokenAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private static final String BOUND = "DPoP ";
    private static final String BEARER = "Bearer";

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

    /**
     * The token of an {@code Authorization} header or entry; null if there is none.
     *
     * @param byKey how it comes if it is presented as bound to a key
     * @throws InvalidBearerTokenException if there is something that is none
     */
    static @Nullable PresentedToken read(@Nullable String authorization, Supplier<ByKey> byKey) {
        String header = authorization == null ? "" : authorization;
        boolean isBound = begins(header, BOUND);
        if (!isBound && !begins(header, BEARER)) {
            return null;
        }
        int end = isBound ? BOUND.length() : BEARER.length() + 1;
        String token = header.length() < end ? "" : header.substring(end).strip();
        if (!isToken(token) || header.charAt(end - 1) != ' ') {
            throw new InvalidBearerTokenException("The token cannot be read");
        }
        return new PresentedToken(token, isBound ? byKey.get() : null);
    }

    private static boolean begins(String header, String scheme) {
        return header.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    /** The characters of a {@code b64token} (RFC 6750, 2.1). */
    private static boolean isToken(String text) {
        int i = 0;
        while (i < text.length() && isTokenCharacter(text.charAt(i))) {
            i++;
        }
        if (i == 0) {
            return false;
        }
        while (i < text.length() && text.charAt(i) == '=') {
            i++;
        }
        return i == text.length();
    }

    private static boolean isTokenCharacter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-._~+/".indexOf(c) >= 0;
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
