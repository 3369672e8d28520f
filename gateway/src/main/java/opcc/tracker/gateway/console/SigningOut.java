package opcc.tracker.gateway.console;

import java.net.URI;
import java.util.Optional;
import opcc.tracker.gateway.security.IssuedTokens;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Ends sessions: because somebody signs out, or because Keycloak says so. */
final class SigningOut {

    private static final Logger LOG = LoggerFactory.getLogger(SigningOut.class);

    private final String clientId;
    private final KeycloakTokens tokens;
    private final IssuedTokens issued;
    private final Cookies cookies;
    private final EndedSessions ended;
    private final Optional<SharedEndings> shared;

    SigningOut(
            String clientId,
            KeycloakTokens tokens,
            IssuedTokens issued,
            Cookies cookies,
            EndedSessions ended,
            Optional<SharedEndings> shared) {
        this.clientId = clientId;
        this.tokens = tokens;
        this.issued = issued;
        this.cookies = cookies;
        this.ended = ended;
        this.shared = shared;
    }

    /** Ends the session here and at Keycloak. */
    Mono<ServerResponse> here(ServerRequest request) {
        Optional<Session> session = cookies.session(request.exchange());
        if (session.isEmpty()) {
            Cookies.forget(request.exchange(), Cookies.SESSION);
            return ConsoleAnswers.redirect(URI.create("/"));
        }
        return request.formData().flatMap(form -> {
            if (!SessionCalls.same(session.get().csrf(), form.getFirst("csrf"))) {
                return ConsoleAnswers.page(
                        HttpStatus.FORBIDDEN, ConsolePage.failed("The form is not of this session."));
            }
            Cookies.forget(request.exchange(), Cookies.SESSION);
            ended.add(session.get().sid());
            return tokens.end(session.get().refreshToken())
                    .onErrorResume(failure -> {
                        // Here it is over in any case.
                        LOG.warn(
                                "A session could not be ended at Keycloak: {}",
                                failure.getClass().getSimpleName());
                        return Mono.empty();
                    })
                    .then(ConsoleAnswers.redirect(URI.create("/")));
        });
    }

    /**
     * OpenID Connect Back-Channel Logout 1.0: Keycloak says that a session has ended. Here it is over in any case; where the
     * other replicas can not be told, Keycloak is answered 503, so that its log has it.
     */
    Mono<ServerResponse> atKeycloak(ServerRequest request) {
        return request.formData()
                .flatMap(form -> issued.logout(
                        Optional.ofNullable(form.getFirst("logout_token")).orElse(""), clientId))
                .flatMap(token -> {
                    ended.add(String.valueOf(token.getClaimAsString("sid")));
                    return shared.map(SharedEndings::toldNow).orElse(Mono.just(true));
                })
                .flatMap(told -> ServerResponse.status(told ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                        .build())
                .onErrorResume(
                        JwtException.class,
                        refused -> ServerResponse.badRequest().build());
    }
}
