package opcc.tracker.outcomes;

import static opcc.tracker.outcomes.RunningOutcomes.batch;
import static opcc.tracker.outcomes.RunningOutcomes.somebody;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import opcc.tracker.kit.idempotency.Command;
import opcc.tracker.kit.testing.EverythingLogged;
import opcc.tracker.kit.testing.Refusals;
import opcc.tracker.v1.BatchCreateOutcomesRequest;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rule 8 of the domain: nothing that identifies a victim is stored anywhere, nor logged. */
class NothingIdentifiesAnybodyIT {

    private static final String PLANTED = "planted-case-77123";

    private final RunningOutcomes outcomes = RunningOutcomes.start();
    private final EverythingLogged logged = new EverythingLogged();

    @AfterEach
    void stop() {
        logged.close();
        outcomes.close();
    }

    @Test
    void aCaseReferenceIsInNoByteOfTheDatabaseNorOfTheLogEvenAtDebug() {
        String key = "key-of-" + PLANTED;
        outcomes.report(
                outcomes.justiceAndCare,
                key,
                somebody().setCaseReference(PLANTED),
                somebody().setService("services/leicestershire-navigator").setCaseReference(PLANTED));
        Refusals keyReused = Refusals.of(() -> outcomes.report(
                outcomes.justiceAndCare,
                key,
                somebody().setCaseReference(PLANTED).setSynthetic(true)));
        Refusals foreign = Refusals.of(
                () -> outcomes.report(outcomes.hopeForJustice, somebody().setCaseReference(PLANTED)));
        Refusals invalid = Refusals.of(() -> outcomes.report(
                outcomes.justiceAndCare,
                somebody().setCaseReference(PLANTED).setQuarter("2030-31 Q1"),
                somebody().setCaseReference(PLANTED + " with a space")));
        outcomes.table(outcomes.analyst, "", "sex");

        assertThat(outcomes.storedBatches()).isEqualTo(1);
        assertThat(outcomes.running.mongo().everythingStored())
                .hasSizeGreaterThan(100)
                .doesNotContain(PLANTED);
        assertThat(logged.lines())
                .as("the log was listened to")
                .contains("call=BatchCreateOutcomes")
                .doesNotContain(PLANTED)
                .doesNotContain(HexFormat.of().formatHex(PLANTED.getBytes(StandardCharsets.UTF_8)));
        assertThat(List.of(keyReused, foreign, invalid))
                .noneMatch(refused -> refused.toString().contains(PLANTED));
    }

    @Test
    void whatIsStoredOfARequestCannotBeFoundByTryingOutReferences() {
        BatchCreateOutcomesRequest request = batch(somebody().setCaseReference(PLANTED));
        String method = "opcc.tracker.v1.OutcomesService/BatchCreateOutcomes";
        Command byPlainHashes = Command.of(outcomes.justiceAndCare.subject(), PLANTED, method, request);

        outcomes.justiceAndCare.calling(outcomes.stub(), PLANTED).batchCreateOutcomes(request);

        assertThat(outcomes.running.mongo().everythingStored())
                .doesNotContain(byPlainHashes.requestHash())
                .doesNotContain(byPlainHashes.id());
    }

    @Test
    void theSamePersonHasOnePseudonymWithAProviderAndAnotherWithAnotherProvider() {
        outcomes.report(
                outcomes.justiceAndCare,
                somebody().setCaseReference(PLANTED),
                somebody().setService("services/leicestershire-navigator").setCaseReference(PLANTED),
                somebody());
        outcomes.report(
                outcomes.hopeForJustice,
                somebody().setService("services/derbyshire-safe-house").setCaseReference(PLANTED));

        List<String> pseudonyms = new ArrayList<>();
        for (Document stored : outcomes.running
                .mongo()
                .database()
                .getCollection("batches")
                .find()
                .sort(new Document("provider", -1))) {
            stored.getList("records", Document.class).forEach(record -> pseudonyms.add(record.getString("pseudonym")));
        }
        assertThat(pseudonyms).hasSize(4).allMatch(pseudonym -> pseudonym.matches("[0-9a-f]{64}"));
        assertThat(pseudonyms.get(0)).isEqualTo(pseudonyms.get(1));
        assertThat(pseudonyms.stream().distinct()).hasSize(3);
    }
}
