package opcc.tracker.gateway.security;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.web.server.authentication.ServerAuthenticationConverter;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;

/** Finds the token of a request: in its {@code Authorization} header alone, never in the query, the body or a cookie. */
final class PresentedTokens implements ServerAuthenticationConverter {

    private static final String BOUND = "DPoP ";
    private static final String BEARER = "Bearer";

    private final String publicUrl;

    /** Proofs must be for addresses below {@code publicUrl}; where it is empty, for those that the request names. */
    PresentedTokens(String publicUrl) {
        this.publicUrl = publicUrl;
    }

    @Override
    public Mono<Authentication> convert(ServerWebExchange exchange) {
        return Mono.fromSupplier(() -> of(exchange.getRequest()));
    }

    /**
     * The token of a request; null if it has none.
     *
     * @throws InvalidBearerTokenException if it has something that is none
     */
    @Nullable
    PresentedToken of(ServerHttpRequest request) {
        List<String> headers = request.getHeaders().getOrEmpty(HttpHeaders.AUTHORIZATION);
        if (headers.size() > 1) {
            throw new InvalidBearerTokenException("The request has more than one Authorization header");
        }
        String header = headers.isEmpty() ? "" : headers.getFirst();
        boolean isBound = begins(header, BOUND);
        if (!isBound && !begins(header, BEARER)) {
            return null;
        }
        int end = isBound ? BOUND.length() : BEARER.length() + 1;
        String token = header.length() < end ? "" : header.substring(end).strip();
        if (!isToken(token) || header.charAt(end - 1) != ' ') {
            throw new InvalidBearerTokenException("The token cannot be read");
        }
        if (!isBound) {
            return new PresentedToken(token, null);
        }
        return new PresentedToken(
                token,
                new PresentedToken.ByKey(
                        request.getHeaders().getOrEmpty("DPoP"),
                        request.getMethod().name(),
                        address(request.getURI())));
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

    private String address(URI uri) {
        if (publicUrl.isEmpty()) {
            return UriComponentsBuilder.fromUri(uri)
                    .replaceQuery(null)
                    .fragment(null)
                    .build(true)
                    .toUriString();
        }
        return publicUrl + uri.getRawPath();
    }
}
