package opcc.tracker.gateway.console;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks Keycloak for tokens as its client {@code tracker-console}. */
final class KeycloakTokens {

    private final ConsoleSettings settings;
    private final String callback;
    private final HttpClient http;

    /** Keycloak does not give tokens for this: the code or refresh token is used, over or not ours. */
    static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RefusedException() {
            super("Keycloak gives no tokens", null, false, false);
        }
    }

    /**
     * What Keycloak gives.
     *
     * @param access for calls
     * @param refresh for the next
     * @param identity who signed in; empty after a refresh without one
     * @param seconds how long the access token is good
     */
    record Given(String access, String refresh, String identity, long seconds) {}

    KeycloakTokens(ConsoleSettings settings, String callback) {
        this.settings = settings;
        this.callback = callback;
        this.http = HttpClient.create().responseTimeout(settings.timeout());
    }

    /** Tokens for the code that a browser brought back. */
    Mono<Given> forCode(String code, String verifier) {
        return ask(
                        settings.tokenUri(),
                        Map.of(
                                "grant_type", "authorization_code",
                                "code", code,
                                "redirect_uri", callback,
                                "code_verifier", verifier))
                .map(KeycloakTokens::given);
    }

    /** The next tokens. */
    Mono<Given> next(String refreshToken) {
        return ask(settings.tokenUri(), Map.of("grant_type", "refresh_token", "refresh_token", refreshToken))
                .map(KeycloakTokens::given);
    }

    /** Ends the session at Keycloak, and so everywhere that it was used. */
    Mono<Void> end(String refreshToken) {
        return ask(settings.endUri(), Map.of("refresh_token", refreshToken)).then();
    }

    private Mono<String> ask(String uri, Map<String, String> parameters) {
        Map<String, String> form = new LinkedHashMap<>(parameters);
        form.put("client_id", settings.clientId());
        form.put("client_secret", settings.clientSecret());
        String body = form.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return http.headers(headers -> headers.set(HttpHeaderNames.CONTENT_TYPE, "application/x-www-form-urlencoded"))
                .post()
                .uri(uri)
                .send(ByteBufFlux.fromString(Mono.just(body)))
                .responseSingle((response, content) -> {
                    int status = response.status().code();
                    Mono<String> text = content.asString(StandardCharsets.UTF_8).defaultIfEmpty("");
                    return status < 300
                            ? text
                            : text.then(Mono.error(
                                    status == 400 || status == 401
                                            ? new RefusedException()
                                            : new IllegalStateException("Keycloak answered " + status)));
                })
                .timeout(settings.timeout());
    }

    private static Given given(String json) {
        try {
            JsonNode answer = JsonMapper.shared().readTree(json);
            return new Given(
                    answer.path("access_token").asString(),
                    answer.path("refresh_token").asString(),
                    answer.path("id_token").asString(""),
                    answer.path("expires_in").asLong());
        } catch (JacksonException e) {
            throw new IllegalStateException("Keycloak's answer is not one of tokens");
        }
    }
}
