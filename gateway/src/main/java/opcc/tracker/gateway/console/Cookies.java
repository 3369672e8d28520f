package opcc.tracker.gateway.console;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.web.server.ServerWebExchange;

/** The two cookies, both sealed, for this host alone, and never sent from other sites but by a link that is followed. */
final class Cookies {

    /** Of somebody who is signed in. */
    static final String SESSION = "__Host-tracker-session";
    /** Of a browser that is on its way to sign in. */
    static final String SIGN_IN = "__Host-tracker-sign-in";

    private final Seal seal;
    private final EndedSessions ended;
    private final Clock clock;

    Cookies(Seal seal, EndedSessions ended, Clock clock) {
        this.seal = seal;
        this.ended = ended;
        this.clock = clock;
    }

    /** The session of a request; empty if it has none that is still good. */
    Optional<Session> session(ServerWebExchange exchange) {
        return content(exchange, SESSION)
                .flatMap(Session::ofBytes)
                .filter(session -> session.endsAt().isAfter(clock.instant()) && !ended.contains(session.sid()));
    }

    /** Whether the request brings a session's cookie, good or not. */
    static boolean hasSession(ServerWebExchange exchange) {
        return exchange.getRequest().getCookies().getFirst(SESSION) != null;
    }

    /** The sign-in that the browser is on; empty if it is on none, or took too long. */
    Optional<SignIn> signIn(ServerWebExchange exchange) {
        return content(exchange, SIGN_IN)
                .flatMap(SignIn::ofBytes)
                .filter(signIn -> signIn.endsAt().isAfter(clock.instant()));
    }

    void set(ServerWebExchange exchange, Session session) {
        // Without a Max-Age: the browser forgets it when it is closed.
        exchange.getResponse()
                .addCookie(
                        cookie(SESSION, seal.close(SESSION, session.toBytes())).build());
    }

    void set(ServerWebExchange exchange, SignIn signIn, Duration within) {
        exchange.getResponse()
                .addCookie(cookie(SIGN_IN, seal.close(SIGN_IN, signIn.toBytes()))
                        .maxAge(within)
                        .build());
    }

    static void forget(ServerWebExchange exchange, String name) {
        exchange.getResponse().addCookie(cookie(name, "").maxAge(0).build());
    }

    private Optional<byte[]> content(ServerWebExchange exchange, String name) {
        HttpCookie cookie = exchange.getRequest().getCookies().getFirst(name);
        return cookie == null ? Optional.empty() : seal.open(name, cookie.getValue());
    }

    private static ResponseCookie.ResponseCookieBuilder cookie(String name, String value) {
        return ResponseCookie.from(name, value)
                .path("/")
                .secure(true)
                .httpOnly(true)
                // Not Strict: the way back from Keycloak would be without it.
                .sameSite("Lax");
    }
}
