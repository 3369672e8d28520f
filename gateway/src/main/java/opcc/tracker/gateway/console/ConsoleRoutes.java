package opcc.tracker.gateway.console;

import static org.springframework.web.reactive.function.server.RequestPredicates.GET;
import static org.springframework.web.reactive.function.server.RequestPredicates.POST;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import opcc.tracker.gateway.security.IssuedTokens;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;

/** Signing in and out by browser: OpenID Connect's code flow with PKCE, in which the browser never sees a token. */
final class ConsoleRoutes {

    /** Open to everybody: who is not signed in yet must come here. */
    static final List<String> PATHS =
            List.of("/", "/console.css", "/login", "/login/callback", "/logout", "/backchannel-logout");

    /** The level of sign-in that may be asked for besides the usual one. */
    private static final String SECOND_FACTOR = "second-factor";

    private static final Logger LOG = LoggerFactory.getLogger(ConsoleRoutes.class);

    private final ConsoleSettings settings;
    private final String callback;
    private final KeycloakTokens tokens;
    private final IssuedTokens issued;
    private final Cookies cookies;
    private final LiveSessions sessions;
    private final EndedSessions ended;
    private final Seal seal;
    private final Clock clock;

    ConsoleRoutes(
            ConsoleSettings settings,
            String callback,
            KeycloakTokens tokens,
            IssuedTokens issued,
            Cookies cookies,
            LiveSessions sessions,
            EndedSessions ended,
            Seal seal,
            Clock clock) {
        this.settings = settings;
        this.callback = callback;
        this.tokens = tokens;
        this.issued = issued;
        this.cookies = cookies;
        this.sessions = sessions;
        this.ended = ended;
        this.seal = seal;
        this.clock = clock;
    }

    RouterFunction<ServerResponse> routes() {
        return RouterFunctions.route(GET("/"), this::home)
                .andRoute(
                        GET("/console.css"),
                        request -> ServerResponse.ok()
                                .contentType(MediaType.valueOf("text/css"))
                                .bodyValue(new ClassPathResource("console.css")))
                .andRoute(GET("/login"), this::login)
                .andRoute(GET("/login/callback"), this::comeBack)
                .andRoute(POST("/logout"), this::logout)
                .andRoute(POST("/backchannel-logout"), this::endedAtKeycloak);
    }

    private Mono<ServerResponse> home(ServerRequest request) {
        return Mono.justOrEmpty(cookies.session(request.exchange()))
                .flatMap(before -> sessions.live(before).doOnNext(live -> {
                    if (!live.equals(before)) {
                        cookies.set(request.exchange(), live);
                    }
                }))
                .flatMap(session -> issued.access(session.accessToken())
                        .flatMap(token ->
                                page(HttpStatus.OK, ConsolePage.signedIn(token, issued.roles(token), session.csrf()))))
                .onErrorResume(JwtException.class, notGood -> Mono.empty())
                .switchIfEmpty(Mono.defer(() -> {
                    if (Cookies.hasSession(request.exchange())) {
                        Cookies.forget(request.exchange(), Cookies.SESSION);
                    }
                    return page(HttpStatus.OK, ConsolePage.signedOut());
                }))
                .onErrorResume(ConsoleRoutes::isOurs, failure -> failed(failure, HttpStatus.SERVICE_UNAVAILABLE));
    }

    private Mono<ServerResponse> login(ServerRequest request) {
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
        return redirect(
                address.encode().buildAndExpand(settings.clientId(), callback).toUri());
    }

    private Mono<ServerResponse> comeBack(ServerRequest request) {
        Optional<SignIn> signIn = cookies.signIn(request.exchange());
        Cookies.forget(request.exchange(), Cookies.SIGN_IN);
        String code = request.queryParam("code").orElse("");
        if (signIn.isEmpty()
                || code.isEmpty()
                || !SessionCalls.same(
                        signIn.get().state(), request.queryParam("state").orElse(null))) {
            return page(
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
                    return redirect(URI.create("/"));
                })
                .onErrorResume(
                        failure ->
                                failure instanceof KeycloakTokens.RefusedException || failure instanceof JwtException,
                        failure -> failed(failure, HttpStatus.BAD_REQUEST))
                .onErrorResume(ConsoleRoutes::isOurs, failure -> failed(failure, HttpStatus.SERVICE_UNAVAILABLE));
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

    private Mono<ServerResponse> logout(ServerRequest request) {
        Optional<Session> session = cookies.session(request.exchange());
        if (session.isEmpty()) {
            Cookies.forget(request.exchange(), Cookies.SESSION);
            return redirect(URI.create("/"));
        }
        return request.formData().flatMap(form -> {
            if (!SessionCalls.same(session.get().csrf(), form.getFirst("csrf"))) {
                return page(HttpStatus.FORBIDDEN, ConsolePage.failed("The form is not of this session."));
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
                    .then(redirect(URI.create("/")));
        });
    }

    /** OpenID Connect Back-Channel Logout 1.0: Keycloak says that a session has ended. */
    private Mono<ServerResponse> endedAtKeycloak(ServerRequest request) {
        return request.formData()
                .flatMap(form -> issued.logout(
                        Optional.ofNullable(form.getFirst("logout_token")).orElse(""), settings.clientId()))
                .flatMap(token -> {
                    ended.add(String.valueOf(token.getClaimAsString("sid")));
                    return ServerResponse.ok().build();
                })
                .onErrorResume(
                        JwtException.class,
                        refused -> ServerResponse.badRequest().build());
    }

    private static boolean isOurs(Throwable failure) {
        return !(failure instanceof JwtException);
    }

    private static Mono<ServerResponse> failed(Throwable failure, HttpStatus status) {
        LOG.warn("Signing in did not work: {}", failure.getClass().getSimpleName());
        return page(
                status,
                ConsolePage.failed(
                        status == HttpStatus.BAD_REQUEST
                                ? "Keycloak did not confirm the sign-in."
                                : "The sign-in service does not answer at the moment."));
    }

    private static Mono<ServerResponse> redirect(URI address) {
        return ServerResponse.status(HttpStatus.SEE_OTHER).location(address).build();
    }

    private static Mono<ServerResponse> page(HttpStatus status, String html) {
        return ServerResponse.status(status)
                .header("Content-Security-Policy", ConsolePage.POLICY)
                .contentType(new MediaType("text", "html", StandardCharsets.UTF_8))
                .bodyValue(html);
    }
}
