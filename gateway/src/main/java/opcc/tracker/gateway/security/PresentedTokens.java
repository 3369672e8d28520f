package opcc.tracker.gateway.security;

import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.server.authentication.ServerBearerTokenAuthenticationConverter;
import org.springframework.security.web.server.authentication.ServerAuthenticationConverter;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;

/** Finds the token of a request: in its {@code Authorization} header alone, never in the query, the body or a cookie. */
final class PresentedTokens implements ServerAuthenticationConverter {

    private static final String SCHEME = "DPoP ";
    private static final Pattern TOKEN = Pattern.compile("[a-zA-Z0-9._~+/-]+=*");

    private final ServerBearerTokenAuthenticationConverter bearer = new ServerBearerTokenAuthenticationConverter();
    private final String publicUrl;

    /** Proofs must be for addresses below {@code publicUrl}; where it is empty, for those that the request names. */
    PresentedTokens(String publicUrl) {
        this.publicUrl = publicUrl;
    }

    @Override
    public Mono<Authentication> convert(ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        List<String> headers = request.getHeaders().getOrEmpty(HttpHeaders.AUTHORIZATION);
        if (headers.size() > 1) {
            return Mono.error(new InvalidBearerTokenException("The request has more than one Authorization header"));
        }
        if (headers.isEmpty() || !headers.getFirst().regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return bearer.convert(exchange)
                    .cast(BearerTokenAuthenticationToken.class)
                    .map(token -> new PresentedToken(token.getToken(), null));
        }
        String token = headers.getFirst().substring(SCHEME.length()).strip();
        if (!TOKEN.matcher(token).matches()) {
            return Mono.error(new InvalidBearerTokenException("The token cannot be read"));
        }
        return Mono.just(new PresentedToken(
                token,
                new PresentedToken.ByKey(
                        request.getHeaders().getOrEmpty("DPoP"),
                        request.getMethod().name(),
                        address(request.getURI()))));
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
