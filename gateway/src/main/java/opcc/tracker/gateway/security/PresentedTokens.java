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
        return PresentedToken.read(
                headers.isEmpty() ? null : headers.getFirst(),
                () -> new PresentedToken.ByKey(
                        request.getHeaders().getOrEmpty("DPoP"),
                        request.getMethod().name(),
                        address(request.getURI())));
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
