package opcc.tracker.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wiremock.grpc.dsl.WireMockGrpc.equalToMessage;
import static org.wiremock.grpc.dsl.WireMockGrpc.message;
import static org.wiremock.grpc.dsl.WireMockGrpc.method;

import com.google.protobuf.ByteString;
import java.net.http.HttpResponse;
import opcc.tracker.gateway.stage.Caller;
import opcc.tracker.gateway.stage.GatewayUnderTest;
import opcc.tracker.gateway.stage.KeyServerDouble;
import opcc.tracker.gateway.stage.Realm;
import opcc.tracker.gateway.stage.WireMockServices;
import opcc.tracker.v1.ExportOutcomeSeriesRequest;
import opcc.tracker.v1.File;
import opcc.tracker.v1.FileFormatEnum.FileFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wiremock.grpc.dsl.WireMockGrpc.Status;
import org.wiremock.grpc.dsl.WireMockGrpcService;

@DisplayName("A file through the gateway")
class FilesIT {

    private static final String ODS = "application/vnd.oasis.opendocument.spreadsheet";
    private static final String QUERY = "/v1/outcomeSeries:export?fromQuarter=2026-27%20Q1&toQuarter=2026-27%20Q1";
    private static final byte[] NO_TEXT = {'P', 'K', 3, 4, 0, (byte) 0xFF, (byte) 0x80};
    private static final Realm REALM = new Realm();
    private static KeyServerDouble keys;
    private static WireMockServices services;
    private static GatewayUnderTest gateway;
    private WireMockGrpcService measures;
    private Caller analyst;

    @BeforeAll
    static void start() {
        keys = new KeyServerDouble();
        keys.gives(REALM);
        services = WireMockServices.start();
        gateway = GatewayUnderTest.start(
                keys.uri(),
                "tracker.gateway.breaker.calls=1000",
                "tracker.gateway.targets.MeasuresService=" + services.address());
    }

    @AfterAll
    static void stop() {
        gateway.close();
        services.close();
        keys.close();
    }

    @BeforeEach
    void forget() {
        measures = services.service("MeasuresService");
        measures.resetAll();
        analyst = gateway.caller().withToken(REALM.token("analyst"));
    }

    private void answers(byte[] content, String type, String name) {
        measures.stubFor(method("ExportOutcomeSeries")
                .willReturn(message(File.newBuilder()
                        .setContent(ByteString.copyFrom(content))
                        .setContentType(type)
                        .setFileName(name))));
    }

    @Test
    void comes_byte_by_byte_with_its_type_and_its_name_and_is_not_shown_but_saved() {
        measures.stubFor(method("ExportOutcomeSeries")
                .withRequestMessage(equalToMessage(ExportOutcomeSeriesRequest.newBuilder()
                        .setFromQuarter("2026-27 Q1")
                        .setToQuarter("2026-27 Q1")
                        .setFormat(FileFormat.ODS)))
                .willReturn(message(File.newBuilder()
                        .setContent(ByteString.copyFrom(NO_TEXT))
                        .setContentType(ODS)
                        .setFileName("outcome-series.ods"))));
        HttpResponse<byte[]> answer = analyst.download(QUERY + "&format=ODS");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(NO_TEXT);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(ODS);
        assertThat(answer.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"outcome-series.ods\"");
        assertThat(answer.headers().firstValue("Content-Length")).hasValue("7");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }

    @Test
    void keeps_the_parameters_of_its_type() {
        answers("a,b\r\n".getBytes(java.nio.charset.StandardCharsets.UTF_8), "text/csv; charset=utf-8", "a.csv");
        Caller.Answer answer = analyst.get(QUERY + "&format=CSV");
        assertThat(answer.header("Content-Type")).isEqualToIgnoringCase("text/csv;charset=utf-8");
        assertThat(answer.body()).isEqualTo("a,b\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "text/csv, 200",
        ODS + ", 200",
        "*/*, 200",
        "text/*, 200",
        "application/json, 406",
        "text/csv;q=0, 406",
        "not a type, 406"
    })
    void comes_to_whom_it_suits(String accept, int status) {
        answers(NO_TEXT, ODS, "a.ods");
        Caller.Answer answer = analyst.with("Accept", accept).get(QUERY + "&format=ODS");
        assertThat(answer.status()).isEqualTo(status);
        if (status == 406) {
            assertThat(answer.detail()).contains("text/csv or " + ODS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/json", ""})
    void of_a_type_that_the_contract_does_not_declare_is_not_passed_on(String type) {
        answers("<script>".getBytes(java.nio.charset.StandardCharsets.UTF_8), type, "a.html");
        Caller.Answer answer = analyst.get(QUERY + "&format=CSV");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("script");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".htaccess", "../a.csv", "a\r\nSet-Cookie: b", "a\".csv", "\u00e9.csv"})
    void with_a_name_that_could_be_more_than_a_name_is_not_passed_on(String name) {
        answers(NO_TEXT, "text/csv", name);
        assertThat(analyst.get(QUERY + "&format=CSV").status()).isEqualTo(500);
    }

    @Test
    void that_is_refused_is_a_problem_as_any_other() {
        measures.stubFor(method("ExportOutcomeSeries").willReturn(Status.INVALID_ARGUMENT, "no such quarter"));
        Caller.Answer answer = analyst.get(QUERY + "&format=CSV");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }
}
