package opcc.tracker.outcomes.quarters;

import static opcc.tracker.outcomes.intake.IntakeProcess.PROVIDER;
import static opcc.tracker.outcomes.intake.IntakeProcess.SERVICE;
import static opcc.tracker.outcomes.records.MadeUpPeople.QUARTER;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import com.mongodb.client.MongoDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import opcc.tracker.kit.idempotency.Command;
import opcc.tracker.kit.idempotency.CommandDigest;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.kit.testing.TestMongo;
import opcc.tracker.outcomes.intake.IntakeProcess;
import opcc.tracker.outcomes.records.Arrival;
import opcc.tracker.outcomes.records.Batch;
import opcc.tracker.outcomes.records.OutcomeRecord;
import opcc.tracker.outcomes.records.Person;
import opcc.tracker.outcomes.store.BatchStore;
import opcc.tracker.outcomes.store.PinStore;
import opcc.tracker.outcomes.store.TrancheStore;
import opcc.tracker.outcomes.store.TrancheStore.Hold;
import opcc.tracker.v1.AgeBandEnum.AgeBand;
import opcc.tracker.v1.EngagementEnum.Engagement;
import opcc.tracker.v1.ExploitationTypeEnum.ExploitationType;
import opcc.tracker.v1.NrmStageEnum.NrmStage;
import opcc.tracker.v1.Outcome;
import opcc.tracker.v1.SexEnum.Sex;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What intake acknowledges while a quarter is frozen and revised, in some dozens of interleavings of several processes of each, of
 * which some die. A batch that is acknowledged has in no tranche before its own, or in none at all, a person of its records;
 * so none of its corrections is lost. One that is refused is not stored.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FreezingWhileReportedIT {

    private static final Instant NOW = Instant.parse("2026-07-15T10:00:00Z");
    private static final int SEEDS = 60;

    private TestMongo mongo;

    @BeforeAll
    void start() {
        mongo = TestMongo.start();
    }

    @AfterAll
    void stop() {
        mongo.close();
    }

    private enum Told {
        TAKEN,
        TAKEN_IN_PART,
        FROZEN
    }

    @Test
    void an_acknowledged_batch_is_pinned_or_was_held_to_what_is_pinned_whoever_comes_first() throws Exception {
        Map<Told, Integer> seen = new ConcurrentHashMap<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            startWithFivePeople();
            Map<Command, Told> told = interleaved(new Random(seed));
            assertNothingPinnedIsWithdrawn("seed " + seed);
            for (Map.Entry<Command, Told> each : told.entrySet()) {
                seen.merge(each.getValue(), 1, Integer::sum);
                String batch = "seed %d, batch %s".formatted(seed, each.getKey().requestHash());
                switch (each.getValue()) {
                    case TAKEN -> assertTaken(batch, each.getKey(), 2);
                    case TAKEN_IN_PART -> assertTaken(batch, each.getKey(), 1);
                    case FROZEN -> assertRefused(batch, each.getKey());
                }
            }
        }
        assertThat(seen)
                .as("all happen")
                .hasSize(3)
                .allSatisfy((what, times) -> assertThat(times).isGreaterThan(SEEDS / 10));
    }

    @Test
    void
            of_a_file_that_was_checked_before_nobody_whom_a_freezing_holds_is_taken_though_it_comes_right_before_the_write() {
        startWithFivePeople();
        AtomicBoolean frozen = new AtomicBoolean();
        MongoDatabase frozenBeforeTheWrite = WatchedDatabase.of(mongo.database(), command -> {
            if (command.startsWith("insert") && frozen.compareAndSet(false, true)) {
                freeze(mongo.database(), 1);
            }
        });
        Batch checked =
                new Batch(command("of a file"), PROVIDER, NOW, IntakeProcess.records(mongo.database(), people(5, 8)));

        assertThat(IntakeProcess.ofChecked(frozenBeforeTheWrite).take(checked))
                .as("the fifth, whom the quarter holds")
                .containsExactly(0);

        assertThat(frozen).isTrue();
        assertTaken("the eighth", checked.command(), 1);
    }

    /** What each of the batches was told in the end, whose senders send it again until they are told. */
    private Map<Command, Told> interleaved(Random random) throws Exception {
        Map<Command, Told> told = new ConcurrentHashMap<>();
        try (TakenTurns turns = new TakenTurns(mongo.database(), random)) {
            report(turns, told, command("one"), people(1, 6), deaths(random));
            report(turns, told, command("other"), people(2, 3), deaths(random));
            report(turns, told, command("twice"), people(4, 7), deaths(random));
            if (random.nextBoolean()) {
                report(turns, told, command("twice"), people(4, 7), deaths(random));
            }
            takeInChecked(turns, told, command("of a file"), people(5, 8), deaths(random));
            int tranches = 1 + random.nextInt(2);
            turns.add(database -> freeze(dying(database, random.nextInt(20)), tranches));
            turns.add(database -> freeze(database, tranches));
            turns.run();
        }
        return told;
    }

    /** After how many commands the first processes that take a batch in die. */
    private static List<Integer> deaths(Random random) {
        return random.ints(random.nextInt(3), 0, 8).boxed().toList();
    }

    private static void report(
            TakenTurns turns, Map<Command, Told> told, Command command, List<Outcome> people, List<Integer> deaths) {
        untilTold(turns, told, command, deaths, database -> {
            IntakeProcess.on(database, clock(NOW)).take(command, people, PROVIDER);
            return Told.TAKEN;
        });
    }

    /** It was checked when nothing was frozen. */
    private static void takeInChecked(
            TakenTurns turns, Map<Command, Told> told, Command command, List<Outcome> people, List<Integer> deaths) {
        untilTold(turns, told, command, deaths, database -> {
            Batch checked = new Batch(command, PROVIDER, NOW, IntakeProcess.records(database, people));
            List<Integer> held = IntakeProcess.ofChecked(database).take(checked);
            assertThat(held).isIn(List.of(), List.of(0));
            return held.isEmpty() ? Told.TAKEN : Told.TAKEN_IN_PART;
        });
    }

    private interface Attempt {
        Told by(MongoDatabase database);
    }

    /** Asks one process after the other, until one neither dies nor wants to be asked later. */
    private static void untilTold(
            TakenTurns turns, Map<Command, Told> told, Command command, List<Integer> deaths, Attempt attempt) {
        turns.add(database -> {
            List<Integer> left = new ArrayList<>(deaths);
            Optional<Told> answer = Optional.empty();
            while (answer.isEmpty()) {
                MongoDatabase its = left.isEmpty() ? database : dying(database, left.removeFirst());
                answer = told(attempt, its);
            }
            Told before = told.put(command, answer.get());
            assertThat(before).as("the same command").isIn(null, answer.get());
        });
    }

    private static Optional<Told> told(Attempt attempt, MongoDatabase database) {
        try {
            return Optional.of(attempt.by(database));
        } catch (FailingDatabase.Dead dead) {
            return Optional.empty();
        } catch (Refusal refusal) {
            if (refusal.status().getCode() == Code.UNAVAILABLE.getNumber()) {
                return Optional.empty();
            }
            assertThat(refusal.status().toString()).contains("QUARTER_FROZEN");
            return Optional.of(Told.FROZEN);
        }
    }

    private static void freeze(MongoDatabase database, int count) {
        TrancheStore tranches = new TrancheStore(database);
        Pins pins = new Pins(tranches, new PinStore(database, 1), BatchStore.paged(database, 1, 100));
        try {
            for (int number = 1; number <= count; number++) {
                tranches.begin(new Tranche(QUARTER, number, null, "command", NOW, null), new Hold("somebody", NOW));
                pins.pin(tranches.find(Tranche.id(QUARTER, number)).orElseThrow());
            }
        } catch (FailingDatabase.Dead dead) {
            // The other one goes on.
        }
    }

    private static MongoDatabase dying(MongoDatabase database, int commands) {
        return FailingDatabase.after(database, commands).database();
    }

    private void assertTaken(String batch, Command command, int records) {
        Set<Person> before = new HashSet<>();
        for (Tranche tranche : new TrancheStore(mongo.database()).of(QUARTER)) {
            List<String> pinned = pinned(tranche);
            if (pinned.contains(command.id())) {
                break;
            }
            before.addAll(people(pinned));
        }
        assertThat(people(List.of(command.id()))).as(batch).hasSize(records).noneMatch(before::contains);
        assertThat(new BatchStore(mongo.database()).of(QUARTER))
                .as("%s is in its quarter", batch)
                .extracting(Arrival::batch)
                .contains(command.id());
    }

    private void assertNothingPinnedIsWithdrawn(String seed) {
        BatchStore stored = new BatchStore(mongo.database());
        for (Tranche tranche : new TrancheStore(mongo.database()).of(QUARTER)) {
            assertThat(pinned(tranche))
                    .as(seed)
                    .allMatch(batch -> stored.find(batch).isPresent());
        }
    }

    private void assertRefused(String batch, Command command) {
        List<Tranche> all = new TrancheStore(mongo.database()).of(QUARTER);
        assertThat(pinned(all.getFirst())).as(batch).isNotEmpty().doesNotContain(command.id());
        if (all.size() == 1) {
            assertThat(new BatchStore(mongo.database()).find(command.id()))
                    .as(batch)
                    .isEmpty();
            assertThat(new BatchStore(mongo.database()).of(QUARTER))
                    .as(batch)
                    .extracting(Arrival::batch)
                    .doesNotContain(command.id());
        }
    }

    private List<String> pinned(Tranche tranche) {
        Tranche.Pinned pinned = tranche.pinned();
        assertThat(pinned).isNotNull();
        return new PinStore(mongo.database())
                .read(tranche.id(), pinned).stream().map(Arrival::batch).toList();
    }

    private Set<Person> people(List<String> batches) {
        Set<Person> people = new HashSet<>();
        BatchStore stored = new BatchStore(mongo.database());
        batches.stream()
                .flatMap(batch -> stored.find(batch).stream())
                .map(Batch::records)
                .flatMap(List::stream)
                .map(OutcomeRecord::person)
                .forEach(people::add);
        return people;
    }

    private void startWithFivePeople() {
        for (String collection : List.of("batches", "arrivals", "tranches", "pins")) {
            mongo.database().getCollection(collection).deleteMany(new Document());
        }
        for (int person = 1; person <= 5; person++) {
            IntakeProcess.on(mongo.database(), clock(NOW.minusSeconds(60)))
                    .take(command("before " + person), people(person), PROVIDER);
        }
    }

    private static Clock clock(Instant now) {
        return Clock.fixed(now, ZoneOffset.UTC);
    }

    private static Command command(String name) {
        return new Command(CommandDigest.SHA_256.of(name.getBytes(StandardCharsets.UTF_8)), name);
    }

    private static List<Outcome> people(int... numbers) {
        return IntStream.of(numbers)
                .mapToObj(number -> Outcome.newBuilder()
                        .setService(SERVICE)
                        .setCaseReference("case-" + number)
                        .setQuarter(QUARTER)
                        .setNrmStage(NrmStage.PRE_NRM)
                        .addExploitationTypes(ExploitationType.LABOUR)
                        .setAgeBand(AgeBand.AGE_25_TO_34)
                        .setSex(Sex.FEMALE)
                        .setEngagement(Engagement.SUPPORTING)
                        .build())
                .toList();
    }
}
