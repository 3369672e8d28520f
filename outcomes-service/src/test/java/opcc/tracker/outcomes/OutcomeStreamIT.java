package opcc.tracker.outcomes;

import static opcc.tracker.outcomes.RunningOutcomes.people;
import static opcc.tracker.outcomes.RunningOutcomes.somebody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.rpc.Code;
import com.nimbusds.jwt.JWTClaimsSet;
import io.grpc.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import opcc.tracker.kit.testing.TestPerson;
import opcc.tracker.v1.Outcome;
import opcc.tracker.v1.OutcomeFault;
import opcc.tracker.v1.OutcomeStreamServiceGrpc;
import opcc.tracker.v1.StreamOutcomesRequest;
import opcc.tracker.v1.StreamOutcomesResponse;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Providers' systems send batch after batch over one call. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutcomeStreamIT {

    private static final String ANOTHERS = "services/derbyshire-safe-house";

    private final String stream = UUID.randomUUID().toString();
    private RunningOutcomes outcomes;

    @BeforeAll
    void start() {
        outcomes = RunningOutcomes.with(Map.of("streams.idle-limit", "3s"));
    }

    @AfterAll
    void stop() {
        outcomes.close();
    }

    @BeforeEach
    void startWithoutBatches() {
        outcomes.running.mongo().database().getCollection("batches").deleteMany(new Document());
    }

    @Test
    void fifty_thousand_records_come_in_although_the_connection_breaks_in_the_middle_and_none_twice() {
        List<StreamOutcomesRequest> batches = IntStream.rangeClosed(1, 50)
                .mapToObj(number -> batch(number, numbered(number, 1000)))
                .toList();
        long begun = System.nanoTime();

        StreamingProvider broken = open(outcomes.justiceAndCare);
        batches.subList(0, 24).forEach(broken::sendAndRead);
        broken.send(batches.get(24)); // its answer is never read
        broken.breakOff();
        StreamingProvider resumed = open(outcomes.justiceAndCare);
        List<StreamOutcomesResponse> answers =
                batches.subList(23, 50).stream().map(resumed::sendAndRead).toList();
        resumed.finish();

        double seconds = (System.nanoTime() - begun) / 1e9;
        System.getLogger("streams")
                .log(
                        System.Logger.Level.INFO,
                        "50,000 records over a stream, broken off and resumed: %.1f s, %.0f a second"
                                .formatted(seconds, 50_000 / seconds));
        assertThat(answers)
                .allMatch(answer -> answer.getTakenCount() == 1000 && answer.getFaultsCount() == 0)
                .extracting(StreamOutcomesResponse::getNumber)
                .containsExactlyElementsOf(IntStream.rangeClosed(24, 50).boxed().toList());
        assertThat(outcomes.storedBatches()).isEqualTo(50);
        Set<String> people =
                outcomes.running.mongo().database().getCollection("batches").find().into(new ArrayList<>()).stream()
                        .flatMap(batch -> batch.getList("records", Document.class).stream())
                        .map(record -> record.getString("pseudonym"))
                        .collect(Collectors.toSet());
        assertThat(people).hasSize(50_000);
        assertThat(outcomes.frozenSexes()).hasSize(50_000);
    }

    @Test
    void what_is_answered_is_stored_already() {
        StreamingProvider provider = open(outcomes.justiceAndCare);

        assertThat(provider.sendAndRead(batch(1, people(3, somebody()))).getTakenCount())
                .isEqualTo(3);
        assertThat(outcomes.storedBatches()).as("the stream is still open").isEqualTo(1);
        provider.finish();
    }

    @Test
    void a_batch_with_faults_is_not_stored_and_named_by_record_and_field_and_the_stream_goes_on() {
        StreamingProvider provider = open(outcomes.justiceAndCare);

        StreamOutcomesResponse byProto = provider.sendAndRead(
                batch(1, somebody(), somebody().clearSex(), somebody().setCaseReference("Jane Doe")));
        StreamOutcomesResponse byRules = provider.sendAndRead(batch(
                1,
                somebody().setQuarter("2030-31 Q1"),
                somebody(),
                somebody().setCaseReference("jane.doe").setArea("derbyshire")));
        StreamOutcomesResponse putRight = provider.sendAndRead(batch(1, somebody()));
        provider.finish();

        assertThat(places(byProto)).containsExactlyInAnyOrder("1 sex", "2 case_reference");
        assertThat(places(byRules)).containsExactlyInAnyOrder("0 quarter", "2 case_reference", "2 area");
        assertThat(byProto.getFaultCount()).isEqualTo(2);
        assertThat(byProto + "" + byRules).doesNotContainIgnoringCase("jane");
        assertThat(List.of(byProto.getTakenCount(), byRules.getTakenCount(), putRight.getTakenCount()))
                .containsExactly(0, 0, 1);
        assertThat(outcomes.storedBatches()).isEqualTo(1);
    }

    @Test
    void of_very_many_faults_the_first_are_named_and_all_counted() {
        StreamingProvider provider = open(outcomes.justiceAndCare);

        StreamOutcomesResponse answer =
                provider.sendAndRead(batch(1, people(1000, somebody().clearSex())));
        provider.finish();

        assertThat(answer.getFaultCount()).isEqualTo(1000);
        assertThat(answer.getFaultsList())
                .hasSizeBetween(20, 999)
                .first()
                .satisfies(fault -> assertThat(fault.getReason()).isEqualTo("is missing"));
    }

    @Test
    void every_service_of_every_message_must_be_the_callers_own() {
        StreamingProvider provider = open(outcomes.justiceAndCare);
        provider.sendAndRead(batch(1, somebody()));

        Status ended = provider.sendAndEnd(batch(2, somebody(), somebody().setService(ANOTHERS)));

        assertThat(ended.getCode()).isEqualTo(Status.Code.NOT_FOUND);
        assertThat(outcomes.storedBatches()).as("what was answered before").isEqualTo(1);
    }

    @Test
    void a_number_sent_again_with_other_records_ends_the_stream() {
        StreamingProvider provider = open(outcomes.justiceAndCare);
        provider.sendAndRead(batch(1, somebody()));

        Status ended = provider.sendAndEnd(batch(1, somebody()));

        assertThat(ended.getCode()).isEqualTo(Status.Code.ABORTED);
        assertThat(ended.getDescription()).startsWith("Batch 1 of this stream is stored with other records");
        assertThat(outcomes.storedBatches()).isEqualTo(1);
    }

    @Test
    void two_providers_may_choose_the_same_id_of_a_stream() {
        open(outcomes.justiceAndCare).sendAndRead(batch(1, somebody()));
        open(outcomes.hopeForJustice).sendAndRead(batch(1, somebody().setService(ANOTHERS)));

        assertThat(outcomes.storedBatches()).isEqualTo(2);
    }

    @Test
    void a_stream_without_a_token_or_of_another_role_is_refused() {
        var realm = outcomes.running.realm();
        Stream.of(
                        realm.commissioner("surrey"),
                        realm.finance("surrey"),
                        realm.requester("surrey"),
                        realm.auditor("surrey"),
                        realm.analyst(),
                        realm.administrator(),
                        realm.person("nobody"))
                .forEach(person -> assertThat(
                                open(person).sendAndEnd(batch(1, somebody())).getCode())
                        .isEqualTo(Status.Code.PERMISSION_DENIED));
        StreamingProvider stranger =
                StreamingProvider.open(OutcomeStreamServiceGrpc.newStub(outcomes.running.channel()));
        assertThat(stranger.sendAndEnd(batch(1, somebody())).getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(outcomes.storedBatches()).isZero();
    }

    @Test
    void a_stream_ends_with_its_token() {
        JWTClaimsSet claims = outcomes.justiceAndCare
                .claims()
                .expirationTime(Date.from(Instant.now().plusSeconds(4)))
                .build();
        StreamingProvider provider = StreamingProvider.open(TestPerson.callingWith(
                outcomes.running.realm().sign(claims), OutcomeStreamServiceGrpc.newStub(outcomes.running.channel())));
        provider.sendAndRead(batch(1, somebody()));

        Status ended = await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofSeconds(1))
                .until(
                        () -> provider.sendOrEnd(batch(2, somebody().setCaseReference("VS-2"))),
                        status -> !status.isOk());

        assertThat(ended.getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
    }

    @Test
    void a_stream_on_which_nothing_comes_is_ended_and_can_be_resumed() {
        StreamingProvider provider = open(outcomes.justiceAndCare);
        provider.sendAndRead(batch(1, somebody()));

        Status ended = provider.end();

        assertThat(ended.getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        assertThat(ended.getDescription()).startsWith("Nothing came for 3 seconds");
        assertThat(open(outcomes.justiceAndCare)
                        .sendAndRead(batch(2, somebody()))
                        .getTakenCount())
                .isEqualTo(1);
    }

    @Test
    void what_is_no_batch_at_all_ends_the_stream() {
        for (StreamOutcomesRequest bad : List.of(
                batch(0, somebody()),
                batch(1),
                batch(1, people(1001, somebody())),
                batch(1, somebody().setService("services/Jane Doe")),
                batch(1, somebody()).toBuilder().setStream("short").build())) {
            Status ended = open(outcomes.justiceAndCare).sendAndEnd(bad);
            assertThat(ended.getCode().value()).isEqualTo(Code.INVALID_ARGUMENT_VALUE);
            assertThat(ended.getDescription()).doesNotContain("Jane");
        }
        assertThat(outcomes.storedBatches()).isZero();
    }

    private StreamingProvider open(TestPerson person) {
        return StreamingProvider.open(person.calling(OutcomeStreamServiceGrpc.newStub(outcomes.running.channel())));
    }

    private StreamOutcomesRequest batch(int number, Outcome.Builder... records) {
        StreamOutcomesRequest.Builder batch =
                StreamOutcomesRequest.newBuilder().setStream(stream).setNumber(number);
        for (Outcome.Builder record : records) {
            batch.addOutcomes(record);
        }
        return batch.build();
    }

    private static Outcome.Builder[] numbered(int batch, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> somebody().setCaseReference("VS-" + batch + "-" + i))
                .toArray(Outcome.Builder[]::new);
    }

    private static Stream<String> places(StreamOutcomesResponse answer) {
        return answer.getFaultsList().stream().map(OutcomeStreamIT::place);
    }

    private static String place(OutcomeFault fault) {
        return fault.getIndex() + " " + fault.getField();
    }
}
