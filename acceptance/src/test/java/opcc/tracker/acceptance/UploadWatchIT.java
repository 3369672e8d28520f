package opcc.tracker.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import opcc.tracker.v1.Upload;
import opcc.tracker.v1.UploadStateEnum.UploadState;
import opcc.tracker.v1.UploadsServiceGrpc;
import opcc.tracker.v1.WatchUploadRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How a file is taken in is watched through the gateway: as lines, as events, and by native gRPC. */
@ExtendWith(OnTheLiveTracker.class)
class UploadWatchIT {

    private static final String PROVIDER = "provider.hopeforjustice";
    private static final int ROWS = 4_000;

    private final LiveTracker tracker;

    UploadWatchIT(LiveTracker tracker) {
        this.tracker = tracker;
    }

    /** Sends a file of its own, of a quarter that no other test looks at. */
    private String upload() {
        String run = LiveTracker.freshId("w");
        String csv = IntStream.range(0, ROWS)
                .mapToObj(i -> run + "-" + i + ",2022-23 Q1,PRE_NRM,LABOUR,AGE_25_TO_34,FEMALE,SUPPORTING\\n")
                .collect(Collectors.joining(
                        "", "caseReference,quarter,nrmStage,exploitationTypes,ageBand,sex,engagement\\n", ""));
        return tracker.post(
                        PROVIDER,
                        "/v1/outcomes:upload",
                        "{\"service\":\"services/derbyshire-hope-for-justice\",\"csv\":\"" + csv + "\"}")
                .ok()
                .text("name");
    }

    private HttpResponse<String> watch(String name, String accept) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(tracker.stack().gatewayUrl().resolve("/v1/" + name + ":watch"))
                            .header("Authorization", "Bearer " + tracker.token(PROVIDER))
                            .header("Accept", accept)
                            .header("Accept-Encoding", "gzip")
                            .header("If-None-Match", "*")
                            .timeout(Duration.ofMinutes(1))
                            .build(),
                    BodyHandlers.ofString());
        }
    }

    private static void assertWatchedToItsEnd(List<JsonNode> seen, String name) {
        assertThat(seen)
                .isNotEmpty()
                .allSatisfy(upload -> assertThat(upload.path("name").asString()).isEqualTo(name));
        assertThat(seen.subList(0, seen.size() - 1))
                .allSatisfy(
                        upload -> assertThat(upload.path("state").asString()).isEqualTo("RUNNING"));
        assertThat(seen.getLast().path("state").asString()).isEqualTo("DONE");
        assertThat(seen.getLast().path("rowsTaken").asInt()).isEqualTo(ROWS);
    }

    private static void assertNeitherKeptNorCompressed(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("ETag")).isEmpty();
        assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void as_lines_of_json() throws Exception {
        String name = upload();

        HttpResponse<String> answer = watch(name, "application/x-ndjson");

        assertNeitherKeptNorCompressed(answer);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-ndjson");
        assertWatchedToItsEnd(
                answer.body().lines().map(JsonMapper.shared()::readTree).toList(), name);
    }

    @Test
    void as_events_that_a_browser_reads() throws Exception {
        String name = upload();

        HttpResponse<String> answer = watch(name, "text/event-stream");

        assertNeitherKeptNorCompressed(answer);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
        List<String> events = Arrays.asList(answer.body().split("\n\n"));
        assertThat(events.getLast()).isEqualTo("event: end\ndata: {}");
        assertWatchedToItsEnd(
                events.subList(0, events.size() - 1).stream()
                        .map(event -> JsonMapper.shared().readTree(event.substring("data: ".length())))
                        .toList(),
                name);
    }

    @Test
    void by_native_grpc() throws Exception {
        String name = upload();
        ManagedChannel channel = NettyChannelBuilder.forAddress(
                        "localhost", tracker.stack().gatewayUrl().getPort())
                .usePlaintext()
                .build();
        try {
            Metadata token = new Metadata();
            token.put(
                    Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER),
                    "Bearer " + tracker.token(PROVIDER));
            List<Upload> seen = new ArrayList<>();

            UploadsServiceGrpc.newBlockingStub(channel)
                    .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(token))
                    .watchUpload(WatchUploadRequest.newBuilder().setName(name).build())
                    .forEachRemaining(seen::add);

            assertThat(seen.getLast().getState()).isEqualTo(UploadState.DONE);
            assertThat(seen.getLast().getRowsTaken()).isEqualTo(ROWS);
        } finally {
            channel.shutdownNow();
            channel.awaitTermination(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void by_nobody_but_the_provider() {
        String name = upload();

        Answer foreign =
                tracker.get("provider.justiceandcare", "/v1/" + name + ":watch").problem(404);
        Answer absent =
                tracker.get("provider.justiceandcare", "/v1/uploads/none:watch").problem(404);

        assertThat(foreign.text("detail").replace(name, "uploads/none")).isEqualTo(absent.text("detail"));
        tracker.get("analyst.apcc", "/v1/" + name + ":watch").problem(403);
    }
}
