package opcc.tracker.gateway.stage;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;

/** The issuer's key server, played by WireMock so that it can be slow, down, lying or rotating. */
public final class KeyServerDouble implements AutoCloseable {

    private static final String PATH = "/certs";

    private final WireMockServer server =
            new WireMockServer(wireMockConfig().bindAddress("127.0.0.1").dynamicPort());

    public KeyServerDouble() {
        server.start();
    }

    public String uri() {
        return "http://127.0.0.1:" + server.port() + PATH;
    }

    /** Gives the realm's keys of now. */
    public void gives(Realm realm) {
        answers(okJson(realm.jwks()));
    }

    public void fails(int status) {
        answers(aResponse().withStatus(status));
    }

    public void answers(ResponseDefinitionBuilder response) {
        server.stubFor(get(urlEqualTo(PATH)).willReturn(response));
    }

    public int timesAsked() {
        return server.findAll(getRequestedFor(urlEqualTo(PATH))).size();
    }

    public void forgetRequests() {
        server.resetRequests();
    }

    @Override
    public void close() {
        server.stop();
    }
}
