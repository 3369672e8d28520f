package opcc.tracker.gateway.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import opcc.tracker.gateway.stage.Caller;
import opcc.tracker.gateway.stage.GatewayUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The page to read and try the API")
class DocsPageIT {

    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() {
        gateway = GatewayUnderTest.start("http://127.0.0.1:" + GatewayUnderTest.closedPort() + "/certs");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs", "/docs/page.js", "/docs/swagger-ui.css", "/docs/swagger-ui-bundle.js"})
    void is_open_and_lets_nothing_of_another_origin_in(String path) {
        Caller.Answer answer = gateway.caller().get(path);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Security-Policy"))
                .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
                .contains("connect-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "http", "*");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Server")).isEmpty();
    }

    @Test
    void holds_no_script_and_no_address_of_another_origin() {
        String page = gateway.caller().get("/docs").body();
        assertThat(page)
                .doesNotContainPattern("<script[^>]*>[^<]")
                .doesNotContain("http:", "https:", " style=", "onload");
        assertThat(gateway.caller().get("/docs/page.js").body()).doesNotContain("http:", "https:", "//petstore");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/openapi.json", "/docs/swagger-ui-bundle.js"})
    void is_sent_small_and_once(String path) throws IOException {
        Caller caller = gateway.caller().with("Accept-Encoding", "gzip");
        HttpResponse<byte[]> small = caller.download(path);
        byte[] plain = new GZIPInputStream(new ByteArrayInputStream(small.body())).readAllBytes();
        assertThat(small.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(small.headers().firstValue("Vary")).contains("Accept-Encoding");
        assertThat(small.body().length).isLessThan(plain.length / 3);
        assertThat(new String(plain, StandardCharsets.UTF_8))
                .isEqualTo(gateway.caller().get(path).body());
        // when it is asked for again
        String etag = small.headers().firstValue("ETag").orElseThrow();
        HttpResponse<byte[]> again = caller.with("If-None-Match", etag).download(path);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void is_kept_by_browsers_as_far_as_it_does_not_change_with_the_contracts() {
        assertThat(gateway.caller().get("/docs/swagger-ui-bundle.js").header("Cache-Control"))
                .isEqualTo("max-age=3600, public");
        assertThat(gateway.caller().get("/v1/openapi.json").header("Cache-Control"))
                .isEqualTo("no-cache");
    }

    @Test
    void opens_nothing_beside_itself() {
        for (String path : new String[] {
            "/docs/",
            "/docs/x",
            "/docs/index.html",
            "/docs/swagger-ui.js",
            "/docs/..%2fx",
            "/webjars/swagger-ui/index.html"
        }) {
            assertThat(gateway.caller().get(path).status()).as(path).isIn(400, 401);
        }
        assertThat(gateway.caller().post("/docs", "{}").status()).isEqualTo(401);
    }
}
