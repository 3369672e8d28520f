package opcc.tracker.gateway.stage;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Fault;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Keycloak as the gateway's console sees it, played by WireMock: gives and ends what the test says. */
public final class KeycloakDouble implements AutoCloseable {

    /** With all that means something in a form. */
    public static final String CLIENT_SECRET = "a+b c/d=e&f%2Bg";

    private static final String PROBE = "/realm";
    private static final int LONG_MILLIS = 4_000;

    private final WireMockServer server =
            new WireMockServer(wireMockConfig().bindAddress("127.0.0.1").dynamicPort());

    public KeycloakDouble(Realm realm) {
        server.start();
        server.stubFor(get(urlEqualTo("/certs")).willReturn(okJson(realm.jwks())));
        server.stubFor(post(urlEqualTo("/logout")).willReturn(aResponse().withStatus(204)));
        isBack();
    }

    /** From now on nothing comes when somebody looks whether it is there. */
    public void isAway() {
        server.stubFor(get(urlEqualTo(PROBE)).willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));
    }

    /** From now on it takes longer to answer than anybody waits. */
    public void hangs() {
        server.stubFor(get(urlEqualTo(PROBE)).willReturn(aResponse().withFixedDelay(LONG_MILLIS)));
    }

    /** From now on it is there. */
    public void isBack() {
        server.stubFor(get(urlEqualTo(PROBE)).willReturn(okJson("{}")));
    }

    /** How often somebody looked whether it is there. */
    public int timesLookedFor() {
        return server.findAll(getRequestedFor(urlEqualTo(PROBE))).size();
    }

    public String uri(String path) {
        return "http://127.0.0.1:" + server.port() + path;
    }

    /** What a gateway must be told to use this Keycloak for its console. */
    public String[] properties(String publicUrl) {
        return new String[] {
            "tracker.gateway.token.public-url=" + publicUrl,
            "tracker.gateway.token.clients=tracker-cli,tracker-console",
            "tracker.gateway.console.client-secret=" + CLIENT_SECRET,
            "tracker.gateway.console.authorization-uri=http://keycloak.example/auth",
            "tracker.gateway.console.token-uri=" + uri("/token"),
            "tracker.gateway.console.end-uri=" + uri("/logout"),
            "tracker.gateway.console.probe-uri=" + uri(PROBE)
        };
    }

    public void gives(String access, String refresh, String identity, int seconds) {
        server.stubFor(post(urlEqualTo("/token"))
                .willReturn(okJson(
                        "{\"access_token\":\"%s\",\"refresh_token\":\"%s\",\"id_token\":\"%s\",\"expires_in\":%d}"
                                .formatted(access, refresh, identity, seconds))));
    }

    public void failsWith(int status) {
        server.stubFor(post(urlEqualTo("/token"))
                .willReturn(aResponse().withStatus(status).withBody("{\"error\":\"invalid_grant\"}")));
    }

    public void forgetRequests() {
        server.resetRequests();
    }

    /** The forms that were sent to a path, oldest first. */
    public List<Map<String, String>> formsSentTo(String path) {
        return server.findAll(postRequestedFor(urlEqualTo(path))).stream()
                .map(request -> form(request.getBodyAsString()))
                .toList();
    }

    /** A form or a query as fields. */
    public static Map<String, String> form(String text) {
        return Arrays.stream(text.split("&"))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(
                        field -> field[0], field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
    }

    @Override
    public void close() {
        server.stop();
    }
}
