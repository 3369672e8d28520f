package opcc.tracker.outcomes.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import opcc.tracker.kit.idempotency.Command;
import opcc.tracker.outcomes.records.Batch;
import opcc.tracker.outcomes.records.OutcomeRecord;
import opcc.tracker.outcomes.records.Profile;
import opcc.tracker.outcomes.records.Scores;
import opcc.tracker.v1.AccommodationOutcomeEnum.AccommodationOutcome;
import opcc.tracker.v1.AgeBandEnum.AgeBand;
import opcc.tracker.v1.EndReasonEnum.EndReason;
import opcc.tracker.v1.EngagementEnum.Engagement;
import opcc.tracker.v1.ExploitationTypeEnum.ExploitationType;
import opcc.tracker.v1.FirstResponderEnum.FirstResponder;
import opcc.tracker.v1.NationalityGroupEnum.NationalityGroup;
import opcc.tracker.v1.NeedEnum.Need;
import opcc.tracker.v1.NrmStageEnum.NrmStage;
import opcc.tracker.v1.SexEnum.Sex;
import org.bson.BsonDocument;
import org.bson.BsonDocumentWriter;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.DocumentCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A batch is read from its document as it was written. */
class BatchDocumentTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 20260715, 4711})
    void every_batch_is_read_as_it_was_written(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            Batch batch = batch(random);

            assertThat(BatchDocument.batch(stored(batch)))
                    .as("seed %d, batch %d", seed, i)
                    .isEqualTo(batch);
            assertThat(new RawBsonDocument(BatchDocument.of(batch), new BsonDocumentCodec()))
                    .as("seed %d, batch %d as a part of another document", seed, i)
                    .isEqualTo(new RawBsonDocument(batch, new BatchCodec()));
        }
    }

    @Test
    void every_code_of_every_list_is_written_and_read() {
        Random random = new Random(7);
        List<Profile> profiles =
                IntStream.range(0, 2_000).mapToObj(i -> profile(random)).toList();

        assertThat(profiles.stream().map(BatchDocumentTest::writtenAndRead)).isEqualTo(profiles);
        assertThat(profiles.stream().map(Profile::endReason).distinct()).hasSize(11);
        assertThat(profiles.stream().map(Profile::firstResponder).distinct()).hasSize(20);
        assertThat(profiles.stream()
                        .flatMap(profile -> profile.scores().keySet().stream())
                        .distinct())
                .hasSize(8);
    }

    @Test
    void what_is_not_stated_takes_no_place() {
        Document written = written(plain());

        assertThat(written).containsOnlyKeys("nrmStage", "exploitationTypes", "ageBand", "sex", "engagement");
    }

    @Test
    void a_record_of_before_the_further_fields_is_read_as_one_that_does_not_state_them() {
        Document old = new Document("nrmStage", "PRE_NRM")
                .append("exploitationTypes", List.of("LABOUR"))
                .append("ageBand", "ADULT")
                .append("sex", "FEMALE")
                .append("engagement", "SUPPORTING");

        assertThat(ProfileDocument.read(old)).isEqualTo(plain());
    }

    private static Profile writtenAndRead(Profile profile) {
        return ProfileDocument.read(written(profile));
    }

    private static Document written(Profile profile) {
        BsonDocument document = new BsonDocument();
        BsonDocumentWriter writer = new BsonDocumentWriter(document);
        writer.writeStartDocument();
        ProfileDocument.write(writer, profile);
        writer.writeEndDocument();
        return new RawBsonDocument(document, new BsonDocumentCodec()).decode(new DocumentCodec());
    }

    private static Document stored(Batch batch) {
        return new RawBsonDocument(batch, new BatchCodec()).decode(new DocumentCodec());
    }

    private static Profile plain() {
        return new Profile(
                NrmStage.PRE_NRM,
                Set.of(ExploitationType.LABOUR),
                AgeBand.ADULT,
                Sex.FEMALE,
                NationalityGroup.NATIONALITY_GROUP_UNSPECIFIED,
                FirstResponder.FIRST_RESPONDER_UNSPECIFIED,
                Engagement.SUPPORTING,
                AccommodationOutcome.ACCOMMODATION_OUTCOME_UNSPECIFIED,
                Set.of(),
                EndReason.END_REASON_UNSPECIFIED,
                Map.of());
    }

    private static Batch batch(Random random) {
        return new Batch(
                new Command("id-" + random.nextLong(), "hash-" + random.nextLong()),
                "providers/p" + random.nextInt(9),
                Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L)),
                list(1 + random.nextInt(5), i -> record(random)));
    }

    private static OutcomeRecord record(Random random) {
        return new OutcomeRecord(
                "services/s" + random.nextInt(9),
                Long.toHexString(random.nextLong()),
                "2026-27 Q" + (1 + random.nextInt(4)),
                "surrey",
                profile(random),
                random.nextBoolean());
    }

    private static Profile profile(Random random) {
        return new Profile(
                any(random, NrmStage.values(), false),
                some(random, ExploitationType.class, 1),
                any(random, AgeBand.values(), false),
                any(random, Sex.values(), false),
                any(random, NationalityGroup.values(), true),
                any(random, FirstResponder.values(), true),
                any(random, Engagement.values(), false),
                any(random, AccommodationOutcome.values(), true),
                some(random, Need.class, 0),
                any(random, EndReason.values(), true),
                some(random, Need.class, 0).stream()
                        .collect(Collectors.toMap(
                                need -> need,
                                need -> new Scores(1 + random.nextInt(5), random.nextInt(6), random.nextInt(6)))));
    }

    private static <E extends Enum<E>> E any(Random random, E[] codes, boolean orNotStated) {
        List<E> known = Arrays.stream(codes)
                .filter(isKnown())
                .filter(code -> orNotStated || code.ordinal() > 0)
                .toList();
        return known.get(random.nextInt(known.size()));
    }

    private static <E extends Enum<E>> Set<E> some(Random random, Class<E> list, int least) {
        List<E> codes = EnumSet.allOf(list).stream()
                .filter(isKnown())
                .filter(code -> code.ordinal() > 0)
                .toList();
        return list(least + random.nextInt(codes.size() + 1 - least), i -> codes.get(random.nextInt(codes.size())))
                .stream()
                .collect(Collectors.toSet());
    }

    private static Predicate<Enum<?>> isKnown() {
        return code -> !code.name().equals("UNRECOGNIZED");
    }

    private static <T> List<T> list(int size, IntFunction<T> each) {
        return IntStream.range(0, size).mapToObj(each).toList();
    }
}
