package opcc.tracker.gateway.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import opcc.tracker.gateway.stage.Caller;
import opcc.tracker.gateway.stage.GatewayUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What browsers and search engines ask for unbidden")
class SiteFilesIT {

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
    @ValueSource(strings = {"/favicon.ico", "/robots.txt"})
    void is_open_and_kept_for_an_hour_and_not_sent_again(String path) {
        Caller.Answer answer = gateway.caller().get(path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("max-age=3600, public");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Content-Security-Policy")).startsWith("default-src 'none'");
        assertThat(answer.header("Set-Cookie")).isEmpty();
        assertThat(gateway.caller()
                        .with("If-None-Match", answer.header("ETag"))
                        .get(path)
                        .status())
                .isEqualTo(304);
        assertThat(gateway.caller().post(path, "{}").status()).isEqualTo(401);
    }

    @Test
    void is_a_small_icon() {
        HttpResponse<byte[]> icon = gateway.caller().with("Accept", "image/*").download("/favicon.ico");

        assertThat(icon.headers().firstValue("Content-Type")).contains("image/x-icon");
        ByteBuffer bytes = ByteBuffer.wrap(icon.body()).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(bytes.getShort(2)).as("an icon").isEqualTo((short) 1);
        assertThat(bytes.getShort(4)).as("of one picture").isEqualTo((short) 1);
        assertThat(bytes.getInt(14) + bytes.getInt(18))
                .as("its length and place")
                .isEqualTo(icon.body().length);
    }

    @Test
    void is_to_search_nothing() {
        Caller.Answer robots = gateway.caller().get("/robots.txt");

        assertThat(robots.header("Content-Type")).startsWith("text/plain");
        assertThat(robots.body()).isEqualTo("User-agent: *\nDisallow: /\n");
    }
}
