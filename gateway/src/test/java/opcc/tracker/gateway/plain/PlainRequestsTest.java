package opcc.tracker.gateway.plain;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A request is plain")
class PlainRequestsTest {

    private static final int MOST_HEADERS = 8;
    private static final long MOST_BODY = 1_000;

    private static HttpRequest request(String uri) {
        HttpRequest request = new DefaultHttpRequest(
                HttpVersion.HTTP_1_1,
                HttpMethod.POST,
                uri,
                DefaultHttpHeadersFactory.headersFactory().withValidation(false));
        request.headers().set("Host", "tracker.example:8080").set("Authorization", "Bearer a.b-c_d");
        return request;
    }

    private static boolean isPlain(HttpRequest request) {
        return PlainRequests.isPlain(request, MOST_HEADERS, MOST_BODY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/funds/wm-emergency",
                "/v1/funds/f/draws/d_1.2~3:approve",
                "/v1/funds?pageSize=10&pageToken=a-b,c&filter=area:west"
            })
    void if_its_address_is_of_characters_that_stand_for_themselves(String uri) {
        assertThat(isPlain(request(uri))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "http://tracker.example/v1/funds",
                "v1/funds",
                "/v1/funds/a%2Fb",
                "/v1/funds;a=b",
                "/v1/funds\\f",
                "/v1/funds/a=b",
                "/v1/funds?filter=a%20b",
                "/v1/funds?filter=a+b",
                "/v1/funds?a=?",
                "/v1/funds?a[0]=b",
                "/v1/funds#f",
                "/v1/f\u00fcnds",
                "/v1/funds\u0000"
            })
    void not_if_its_address_must_be_read_before_it_is_known(String uri) {
        assertThat(isPlain(request(uri))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "Expect, 100-continue",
        "Upgrade, h2c",
        "Transfer-Encoding, chunked",
        "TE, trailers",
        "Trailer, Expires",
        "Origin, https://elsewhere.example",
        "X-Name, \u00e9",
        "X-Name, a\tb",
        "X-Name, \u007f",
        "Content-Length, 1001",
        "Host, two.example",
        "Authorization, Bearer two"
    })
    void not_with_one_more_header_like(String name, String value) {
        HttpRequest request = request("/v1/funds");
        request.headers().add(name, value);
        assertThat(isPlain(request)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "Host, ''",
        "Host, a@b",
        "Host, a/b",
        "Host, '[::1]'",
        "Authorization, DPoP a.b.c",
        "Authorization, bearer a.b.c",
        "Authorization, Bearer",
        "Authorization, Basic YTpi"
    })
    void not_with_another(String name, String value) {
        HttpRequest request = request("/v1/funds");
        request.headers().set(name, value);
        assertThat(isPlain(request)).isFalse();
    }

    @Test
    void with_headers_that_say_what_it_takes_and_is() {
        HttpRequest request = request("/v1/funds");
        request.headers()
                .set("Content-Type", "application/json; charset=utf-8")
                .set("Content-Length", "1000")
                .set("Content-Encoding", "gzip")
                .set("Accept", "*/*")
                .set("Cookie", "a=b")
                .set("traceparent", "nonsense");
        assertThat(isPlain(request)).isTrue();
        request.headers().add("X-One-More", "than are taken");
        assertThat(isPlain(request)).isFalse();
    }

    @Test
    void not_without_a_token_or_a_host() {
        HttpRequest nobody = request("/v1/funds");
        nobody.headers().remove("Authorization");
        assertThat(isPlain(nobody)).isFalse();
        HttpRequest nowhere = request("/v1/funds");
        nowhere.headers().remove("Host");
        assertThat(isPlain(nowhere)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "OPTIONS", "CONNECT", "TRACE", "PURGE", "get"})
    void not_with_a_method_that_no_rule_is_for(String method) {
        HttpRequest request = request("/v1/funds");
        request.setMethod(HttpMethod.valueOf(method));
        assertThat(isPlain(request)).isFalse();
    }

    @Test
    void not_if_it_is_no_http_1_1() {
        HttpRequest old = request("/v1/funds");
        old.setProtocolVersion(HttpVersion.HTTP_1_0);
        assertThat(isPlain(old)).isFalse();
        HttpRequest broken = request("/v1/funds");
        broken.setDecoderResult(DecoderResult.failure(new IllegalArgumentException()));
        assertThat(isPlain(broken)).isFalse();
    }
}
