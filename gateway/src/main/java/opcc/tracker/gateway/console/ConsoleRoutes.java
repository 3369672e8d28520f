package opcc.tracker.gateway.console;

import static org.springframework.web.reactive.function.server.RequestPredicates.GET;
import static org.springframework.web.reactive.function.server.RequestPredicates.POST;

import java.util.List;
import opcc.tracker.gateway.security.IssuedTokens;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The console's pages and paths: signing in and out by browser. */
final class ConsoleRoutes {

    /** Open to everybody: who is not signed in yet must come here. */
    static final List<String> PATHS =
            List.of("/", "/console.css", "/login", "/login/callback", "/logout", "/backchannel-logout");

    private final SigningIn signingIn;
    private final SigningOut signingOut;
    private final IssuedTokens issued;
    private final Cookies cookies;
    private final LiveSessions sessions;

    ConsoleRoutes(
            SigningIn signingIn, SigningOut signingOut, IssuedTokens issued, Cookies cookies, LiveSessions sessions) {
        this.signingIn = signingIn;
        this.signingOut = signingOut;
        this.issued = issued;
        this.cookies = cookies;
        this.sessions = sessions;
    }

    RouterFunction<ServerResponse> routes() {
        return RouterFunctions.route(GET("/"), this::home)
                .andRoute(
                        GET("/console.css"),
                        request -> ServerResponse.ok()
                                .contentType(MediaType.valueOf("text/css"))
                                .bodyValue(new ClassPathResource("console.css")))
                .andRoute(GET("/login"), signingIn::begin)
                .andRoute(GET("/login/callback"), signingIn::comeBack)
                .andRoute(POST("/logout"), signingOut::here)
                .andRoute(POST("/backchannel-logout"), signingOut::atKeycloak);
    }

    private Mono<ServerResponse> home(ServerRequest request) {
        return Mono.justOrEmpty(cookies.session(request.exchange()))
                .flatMap(before -> sessions.live(before).doOnNext(live -> {
                    if (!live.equals(before)) {
                        cookies.set(request.exchange(), live);
                    }
                }))
                .flatMap(session -> issued.access(session.accessToken())
                        .flatMap(token -> ConsoleAnswers.page(
                                HttpStatus.OK, ConsolePage.signedIn(token, issued.roles(token), session.csrf()))))
                .onErrorResume(JwtException.class, notGood -> Mono.empty())
                .switchIfEmpty(Mono.defer(() -> {
                    if (Cookies.hasSession(request.exchange())) {
                        Cookies.forget(request.exchange(), Cookies.SESSION);
                    }
                    return ConsoleAnswers.page(HttpStatus.OK, ConsolePage.signedOut());
                }))
                .onErrorResume(
                        ConsoleAnswers::isOurs,
                        failure -> ConsoleAnswers.failed(failure, HttpStatus.SERVICE_UNAVAILABLE));
    }
}
