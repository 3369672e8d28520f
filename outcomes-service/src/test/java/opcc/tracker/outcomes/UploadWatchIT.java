package opcc.tracker.outcomes;

import static opcc.tracker.outcomes.RunningOutcomes.QUARTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.rpc.Code;
import com.google.rpc.RetryInfo;
import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import opcc.tracker.kit.testing.Refusals;
import opcc.tracker.kit.testing.TestPerson;
import opcc.tracker.outcomes.register.RegisteredService;
import opcc.tracker.outcomes.uploads.DyingProcess;
import opcc.tracker.outcomes.uploads.UploadWatches;
import opcc.tracker.v1.Upload;
import opcc.tracker.v1.UploadOutcomesRequest;
import opcc.tracker.v1.UploadStateEnum.UploadState;
import opcc.tracker.v1.UploadsServiceGrpc;
import opcc.tracker.v1.UploadsServiceGrpc.UploadsServiceBlockingStub;
import opcc.tracker.v1.WatchUploadRequest;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A provider watches how a file of theirs is taken in. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UploadWatchIT {

    private static final String SURREY = "services/surrey-navigator";
    private static final Instant NOW = Instant.parse("2026-07-15T10:00:00Z");
    private static final RegisteredService NAVIGATOR =
            new RegisteredService(SURREY, "surrey", Set.of(), "providers/justice-and-care");

    private RunningOutcomes outcomes;

    @BeforeAll
    void start() {
        outcomes = RunningOutcomes.start();
    }

    @AfterAll
    void stop() {
        outcomes.close();
    }

    @BeforeEach
    void startWithAnEmptyDatabase() {
        for (String collection : List.of("batches", "uploads", "staged", "uploadFaults")) {
            outcomes.running.mongo().database().getCollection(collection).deleteMany(new Document());
        }
        outcomes.running.setNow(NOW);
    }

    @AfterEach
    void nobody_watches_any_more() {
        await().atMost(Duration.ofSeconds(5)).until(() -> watches().open(), open -> open == 0);
    }

    @Test
    void an_upload_is_seen_from_now_to_its_end_in_order_and_not_too_often() {
        Upload sent = send(rows(20_000));
        long begun = System.nanoTime();

        List<Upload> seen = new ArrayList<>();
        watch(outcomes.justiceAndCare, sent.getName()).forEachRemaining(seen::add);
        Duration lasted = Duration.ofNanos(System.nanoTime() - begun);

        assertThat(seen)
                .hasSizeGreaterThan(2)
                .doesNotHaveDuplicates()
                .isSortedAccordingTo(
                        Comparator.comparingInt(Upload::getRowsRead).thenComparingInt(Upload::getRowsTaken))
                .allMatch(upload -> upload.getName().equals(sent.getName()));
        assertThat(seen.subList(0, seen.size() - 1)).allMatch(upload -> upload.getState() == UploadState.RUNNING);
        assertThat(seen.getLast().getState()).isEqualTo(UploadState.DONE);
        assertThat(seen.getLast().getRowsTaken()).isEqualTo(20_000);
        assertThat(seen.size())
                .as("at most some three a second")
                .isLessThanOrEqualTo(2 + (int) (lasted.toMillis() / 300));
    }

    @Test
    void who_comes_when_it_is_over_is_shown_the_end_and_nothing_more() {
        Upload done = await().atMost(Duration.ofSeconds(30))
                .until(() -> send(rows(20)), upload -> upload.getState() == UploadState.DONE);

        assertThat(watch(outcomes.justiceAndCare, done.getName())).toIterable().containsExactly(done);
    }

    @Test
    void nobody_watches_for_longer_than_five_minutes() {
        String name = anUploadThatRuns();
        Iterator<Upload> watched = watch(outcomes.justiceAndCare, name);
        Upload first = watched.next();

        outcomes.running.setNow(NOW.plus(Duration.ofMinutes(5)));

        assertThat(watched.hasNext()).as("it has ended well").isFalse();
        assertThat(first.getState()).isEqualTo(UploadState.RUNNING);
    }

    @Test
    void who_leaves_is_let_go_at_once() {
        String name = anUploadThatRuns();
        CancellableContext call = Context.current().withCancellation();
        call.run(() -> watch(outcomes.justiceAndCare, name).next());
        assertThat(watches().open()).isEqualTo(1);

        call.cancel(null);

        await().atMost(Duration.ofSeconds(2)).until(() -> watches().open(), open -> open == 0);
    }

    @Test
    void one_caller_can_not_take_the_places_of_all_others() {
        String name = anUploadThatRuns();
        TestPerson colleague = outcomes.justiceAndCare.named("another.navigator");
        CancellableContext calls = Context.current().withCancellation();
        calls.run(() -> {
            for (int i = 0; i < 5; i++) {
                watch(outcomes.justiceAndCare, name).next();
            }
        });

        Refusals refused =
                Refusals.of(() -> watch(outcomes.justiceAndCare, name).next());

        assertThat(refused.code()).isEqualTo(Code.RESOURCE_EXHAUSTED);
        assertThat(refused.reason()).isEqualTo("TOO_MANY_WATCHES");
        assertThat(refused.detail(RetryInfo.class)).isPresent();
        calls.run(() -> assertThat(watch(colleague, name).next().getName()).isEqualTo(name));
        calls.cancel(null);
        await().atMost(Duration.ofSeconds(2)).until(() -> watches().open(), open -> open == 0);
        CancellableContext again = Context.current().withCancellation();
        again.run(() -> assertThat(watch(outcomes.justiceAndCare, name).hasNext())
                .as("there is a place again")
                .isTrue());
        again.cancel(null);
    }

    @Test
    void an_upload_is_shown_to_its_provider_and_nobody_else() {
        String name = anUploadThatRuns();

        Refusals foreign =
                Refusals.of(() -> watch(outcomes.hopeForJustice, name).next());
        Refusals absent =
                Refusals.of(() -> watch(outcomes.hopeForJustice, "uploads/none").next());

        assertThat(foreign.code()).isEqualTo(Code.NOT_FOUND);
        assertThat(foreign.message().replace(name, "uploads/none")).isEqualTo(absent.message());
        assertThat(Refusals.of(() -> watch(outcomes.analyst, name).next()).reason())
                .isEqualTo("ROLE_REQUIRED");
    }

    /** One that another process may still be at work on, and so nobody here goes on with. */
    private String anUploadThatRuns() {
        new DyingProcess(outcomes.running, Duration.ofHours(-1)).diesAfterBatches(1, NAVIGATOR, rows(1500));
        Document stored = outcomes.running
                .mongo()
                .database()
                .getCollection("uploads")
                .find()
                .first();
        return "uploads/" + stored.getString("_id");
    }

    private UploadWatches watches() {
        return outcomes.running.part(UploadWatches.class);
    }

    private UploadsServiceBlockingStub stub() {
        return UploadsServiceGrpc.newBlockingStub(outcomes.running.channel());
    }

    private Iterator<Upload> watch(TestPerson person, String name) {
        return person.calling(stub())
                .watchUpload(WatchUploadRequest.newBuilder().setName(name).build());
    }

    private Upload send(String csv) {
        return outcomes.justiceAndCare
                .calling(stub())
                .uploadOutcomes(UploadOutcomesRequest.newBuilder()
                        .setService(SURREY)
                        .setCsv(csv)
                        .build());
    }

    private static String rows(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> "VS-" + i + "," + QUARTER + ",PRE_NRM,LABOUR,AGE_25_TO_34,FEMALE,SUPPORTING\r\n")
                .collect(Collectors.joining(
                        "", "caseReference,quarter,nrmStage,exploitationTypes,ageBand,sex,engagement\r\n", ""));
    }
}
