package opcc.tracker.gateway.console;

import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import opcc.tracker.gateway.security.IssuedTokens;
import org.springframework.http.HttpStatus;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;

/** OpenID Connect's code flow with PKCE, in which the browser never sees a token. */
final class SigningIn {

    /** The level of sign-in that may be asked for besides the usual one. */
    private static final String SECOND_FACTOR = "second-factor";

    private final ConsoleSettings settings;
    private final String callback;
    private final KeycloakTokens tokens;
    private final KeycloakPresence keycloak;
    private final IssuedTokens issued;
    private final Cookies cookies;
    private final Seal seal;
    private final Clock clock;

    SigningIn(
            ConsoleSettings settings,
            String callback,
            KeycloakTokens tokens,
            KeycloakPresence keycloak,
            IssuedTokens issued,
            Cookies cookies,
            Seal seal,
            Clock clock) {
        this.settings = settings;
        this.callback = callback;
        this.tokens = tokens;
        this.keycloak = keycloak;
        this.issued = issued;
        this.cookies = cookies;
        this.seal = seal;
        this.clock = clock;
    }

    /** Sends the browser to Keycloak, or says that there is no use. */
    Mono<ServerResponse> begin(ServerRequest request) {
        return keycloak.answers().flatMap(present -> present ? setOut(request) : ConsoleAnswers.away());
    }

    private Mono<ServerResponse> setOut(ServerRequest request) {
        SignIn signIn = new SignIn(
                seal.randomText(),
                seal.randomText(),
                seal.randomText(),
                clock.instant().plus(settings.signInWithin()));
        cookies.set(request.exchange(), signIn, settings.signInWithin());
        UriComponentsBuilder address = UriComponentsBuilder.fromUriString(settings.authorizationUri())
                .queryParam("response_type", "code")
                .queryParam("client_id", "{client}")
                .queryParam("redirect_uri", "{callback}")
                .queryParam("scope", "openid")
                .queryParam("state", signIn.state())
                .queryParam("nonce", signIn.nonce())
                .queryParam("code_challenge", IssuedTokens.sha256(signIn.verifier()))
                .queryParam("code_challenge_method", "S256");
        if (request.queryParam("acr_values").filter(SECOND_FACTOR::equals).isPresent()) {
            address.queryParam("acr_values", SECOND_FACTOR);
        }
        return ConsoleAnswers.redirect(
                address.encode().buildAndExpand(settings.clientId(), callback).toUri());
    }

    /** Takes the browser back from Keycloak, with a code or without. */
    Mono<ServerResponse> comeBack(ServerRequest request) {
        Optional<SignIn> signIn = cookies.signIn(request.exchange());
        Cookies.forget(request.exchange(), Cookies.SIGN_IN);
        String code = request.queryParam("code").orElse("");
        if (signIn.isEmpty()
                || code.isEmpty()
                || !SessionCalls.same(
                        signIn.get().state(), request.queryParam("state").orElse(null))) {
            return ConsoleAnswers.page(
                    HttpStatus.BAD_REQUEST,
                    ConsolePage.failed("The sign-in was not begun here, was broken off, or took too long."));
        }
        return tokens.forCode(code, signIn.get().verifier())
                .flatMap(given -> issued.identity(
                                given.identity(),
                                settings.clientId(),
                                signIn.get().nonce())
                        .map(identity -> session(given, identity)))
                .flatMap(session -> {
                    cookies.set(request.exchange(), session);
                    return ConsoleAnswers.redirect(URI.create("/"));
                })
                .onErrorResume(
                        failure ->
                                failure instanceof KeycloakTokens.RefusedException || failure instanceof JwtException,
                        failure -> ConsoleAnswers.failed(failure, HttpStatus.BAD_REQUEST))
                .onErrorResume(
                        ConsoleAnswers::isOurs,
                        failure -> ConsoleAnswers.failed(failure, HttpStatus.SERVICE_UNAVAILABLE));
    }

    private Session session(KeycloakTokens.Given given, Jwt identity) {
        return new Session(
                given.access(),
                given.refresh(),
                clock.instant().plusSeconds(given.seconds()),
                clock.instant().plus(settings.sessionFor()),
                String.valueOf(identity.getClaimAsString("sid")),
                seal.randomText());
    }
}
