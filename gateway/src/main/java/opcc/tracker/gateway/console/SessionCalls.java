package opcc.tracker.gateway.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import opcc.tracker.gateway.problems.GatewayProblems;
import opcc.tracker.gateway.problems.Problem;
import opcc.tracker.gateway.problems.ProblemException;
import opcc.tracker.gateway.problems.ProblemResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Turns a call by cookie into one by token, before anybody looks at tokens: from then on it is held to all that any call
 * is. A call that brings an Authorization header of its own is left as it is, cookie or not.
 */
@Order(-150)
final class SessionCalls implements WebFilter {

    /** What a change by cookie must carry: the page has it, a foreign site does not. */
    static final String CSRF_HEADER = "X-CSRF-Token";

    private static final Logger LOG = LoggerFactory.getLogger(SessionCalls.class);
    private static final Set<HttpMethod> HARMLESS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final Cookies cookies;
    private final LiveSessions sessions;

    SessionCalls(Cookies cookies, LiveSessions sessions) {
        this.cookies = cookies;
        this.sessions = sessions;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        HttpHeaders headers = exchange.getRequest().getHeaders();
        if (!exchange.getRequest().getPath().value().startsWith("/v1/")
                || headers.containsHeader(HttpHeaders.AUTHORIZATION)
                || !Cookies.hasSession(exchange)) {
            return chain.filter(exchange);
        }
        Optional<Session> session = cookies.session(exchange);
        if (session.isEmpty()) {
            Cookies.forget(exchange, Cookies.SESSION);
            return chain.filter(exchange);
        }
        if (!HARMLESS.contains(exchange.getRequest().getMethod())
                && !same(session.get().csrf(), headers.getFirst(CSRF_HEADER))) {
            return ProblemResponse.write(
                    exchange,
                    Problem.of(
                            403,
                            "CSRF_TOKEN",
                            "A change by a browser's session must carry the header " + CSRF_HEADER
                                    + ", as the page gives it."));
        }
        return sessions.live(session.get())
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .onErrorResume(failure -> {
                    LOG.warn(
                            "A session could not be renewed: {}",
                            failure.getClass().getSimpleName());
                    return Mono.error(new ProblemException(GatewayProblems.keysUnavailable()));
                })
                .flatMap(live ->
                        live.isEmpty() ? over(exchange, chain) : call(exchange, chain, session.get(), live.get()));
    }

    private static Mono<Void> over(ServerWebExchange exchange, WebFilterChain chain) {
        Cookies.forget(exchange, Cookies.SESSION);
        return chain.filter(exchange);
    }

    private Mono<Void> call(ServerWebExchange exchange, WebFilterChain chain, Session before, Session live) {
        if (!live.equals(before)) {
            cookies.set(exchange, live);
        }
        return chain.filter(exchange.mutate()
                .request(request -> request.headers(headers -> headers.setBearerAuth(live.accessToken())))
                .build());
    }

    /** In the same time whatever differs. */
    static boolean same(String wanted, @Nullable String given) {
        return MessageDigest.isEqual(
                wanted.getBytes(StandardCharsets.UTF_8),
                Objects.requireNonNullElse(given, "").getBytes(StandardCharsets.UTF_8));
    }
}
