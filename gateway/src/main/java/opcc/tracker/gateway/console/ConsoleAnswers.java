package opcc.tracker.gateway.console;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** What a browser is answered. */
final class ConsoleAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(ConsoleAnswers.class);

    private static final String SECONDS_TO_WAIT = "5";
    private static final String AWAY = "The sign-in service does not answer at the moment.";

    private ConsoleAnswers() {}

    /** Whether a failure is for a program to mend rather than for whoever signs in. */
    static boolean isOurs(Throwable failure) {
        return !(failure instanceof JwtException);
    }

    /** A page that says that signing in did not work; why is in the log. */
    static Mono<ServerResponse> failed(Throwable failure, HttpStatus status) {
        LOG.warn("Signing in did not work: {}", failure.getClass().getSimpleName());
        return page(
                status,
                ConsolePage.failed(status == HttpStatus.BAD_REQUEST ? "Keycloak did not confirm the sign-in." : AWAY));
    }

    /** A page that says that nobody can sign in just now. */
    static Mono<ServerResponse> away() {
        return page(HttpStatus.SERVICE_UNAVAILABLE, ConsolePage.failed(AWAY));
    }

    /** Sends the browser elsewhere, by GET. */
    static Mono<ServerResponse> redirect(URI address) {
        return ServerResponse.status(HttpStatus.SEE_OTHER).location(address).build();
    }

    /** A page with the policy that it is shown by. */
    static Mono<ServerResponse> page(HttpStatus status, String html) {
        ServerResponse.BodyBuilder answer = ServerResponse.status(status);
        if (status == HttpStatus.SERVICE_UNAVAILABLE) {
            answer.header(HttpHeaders.RETRY_AFTER, SECONDS_TO_WAIT);
        }
        return answer.header("Content-Security-Policy", ConsolePage.POLICY)
                .contentType(new MediaType("text", "html", StandardCharsets.UTF_8))
                .bodyValue(html);
    }
}
