package opcc.tracker.outcomes;

import static opcc.tracker.outcomes.RunningOutcomes.QUARTER;
import static opcc.tracker.outcomes.RunningOutcomes.people;
import static opcc.tracker.outcomes.RunningOutcomes.somebody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import opcc.tracker.kit.pseudonyms.PseudonymKey;
import opcc.tracker.kit.testing.RunningService;
import opcc.tracker.v1.EraseOutcomesRequest;
import opcc.tracker.v1.GetUploadRequest;
import opcc.tracker.v1.Outcome;
import opcc.tracker.v1.RetentionServiceGrpc;
import opcc.tracker.v1.SexEnum.Sex;
import opcc.tracker.v1.UploadOutcomesRequest;
import opcc.tracker.v1.UploadStateEnum.UploadState;
import opcc.tracker.v1.UploadsServiceGrpc;
import opcc.tracker.v1.UploadsServiceGrpc.UploadsServiceBlockingStub;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pseudonyms' key is changed; whom a provider reported before is still the same person. */
class KeyRotationIT {

    private static final String FIRST_KEY = RunningService.PSEUDONYM_KEY;
    private static final String SECOND_KEY = "Hx4dHBsaGRgXFhUUExIREA8ODQwLCgkIBwYFBAMCAQA=";
    private static final String REFERENCE = "VS-7";
    private static final String SURREY = "services/surrey-navigator";

    private RunningOutcomes before;
    private RunningOutcomes after;

    @BeforeEach
    void start() {
        before = RunningOutcomes.start();
        after = before.another(Map.of("pseudonyms.key", SECOND_KEY, "pseudonyms.keys-before", FIRST_KEY));
        after.running.setNow(Instant.parse("2026-07-16T10:00:00Z")); // what is reported last counts
    }

    @AfterEach
    void stop() {
        after.close();
        before.close();
    }

    @Test
    void new_people_get_pseudonyms_of_the_new_key_and_it_shows_which_key_that_is() {
        before.report(before.justiceAndCare, somebody());
        after.report(after.justiceAndCare, somebody());

        assertThat(pseudonyms())
                .satisfiesExactlyInAnyOrder(
                        first -> assertThat(first).startsWith(id(FIRST_KEY)),
                        second -> assertThat(second).startsWith(id(SECOND_KEY)));
    }

    @Test
    void a_person_reported_again_in_the_same_quarter_after_the_rotation_counts_once_and_as_reported_last() {
        before.report(before.justiceAndCare, people(9, somebody()));
        before.report(before.justiceAndCare, theWoman());

        after.report(after.justiceAndCare, theWoman().setSex(Sex.MALE), somebody());

        assertThat(after.frozenSexes())
                .as("nine, the corrected one, who is a man, and a new one")
                .hasSize(11)
                .containsOnlyOnce(Sex.MALE);
        assertThat(pseudonyms().stream().distinct()).hasSize(11);
    }

    @Test
    void in_another_quarter_and_with_another_provider_the_person_has_a_pseudonym_of_the_new_key() {
        before.report(before.justiceAndCare, theWoman());

        after.report(after.justiceAndCare, theWoman().setQuarter("2025-26 Q4"));
        after.report(after.hopeForJustice, theWoman().setService("services/derbyshire-safe-house"));

        assertThat(pseudonyms())
                .hasSize(3)
                .filteredOn(pseudonym -> pseudonym.startsWith(id(SECOND_KEY)))
                .hasSize(2);
    }

    @Test
    void a_file_sent_after_the_rotation_corrects_too() {
        before.report(before.justiceAndCare, people(9, somebody()));
        before.report(before.justiceAndCare, theWoman());

        upload("caseReference,quarter,nrmStage,exploitationTypes,ageBand,sex,engagement\r\n" + REFERENCE + "," + QUARTER
                + ",PRE_NRM,LABOUR,AGE_25_TO_34,MALE,SUPPORTING\r\n");

        assertThat(after.frozenSexes()).hasSize(10).containsOnlyOnce(Sex.MALE);
    }

    @Test
    void erasure_finds_what_was_reported_under_either_key_and_before_keys_had_ids() {
        before.report(before.justiceAndCare, theWoman(), somebody());
        after.report(after.justiceAndCare, theWoman().setQuarter("2025-26 Q4"));
        before.report(before.justiceAndCare, theWoman().setQuarter("2025-26 Q3"));
        stripKeyId("2025-26 Q3");

        int erased = after.justiceAndCare
                .calling(RetentionServiceGrpc.newBlockingStub(after.running.channel()))
                .eraseOutcomes(EraseOutcomesRequest.newBuilder()
                        .setService(SURREY)
                        .setCaseReference(REFERENCE)
                        .build())
                .getErasedCount();

        assertThat(erased).isEqualTo(3);
        assertThat(pseudonyms()).hasSize(1);
    }

    @Test
    void without_the_old_key_the_same_person_would_be_another() {
        before.report(before.justiceAndCare, people(9, somebody()));
        before.report(before.justiceAndCare, theWoman());

        try (RunningOutcomes forgetful = before.another(Map.of("pseudonyms.key", SECOND_KEY))) {
            forgetful.report(forgetful.justiceAndCare, theWoman());

            assertThat(forgetful.frozenSexes()).hasSize(11);
        }
    }

    @Test
    void while_replicas_change_over_one_that_knows_the_key_to_come_counts_once_too() {
        try (RunningOutcomes prepared =
                before.another(Map.of("pseudonyms.key", FIRST_KEY, "pseudonyms.keys-before", SECOND_KEY))) {
            after.report(after.justiceAndCare, people(9, somebody()));
            after.report(after.justiceAndCare, theWoman());

            prepared.report(prepared.justiceAndCare, theWoman());

            assertThat(after.frozenSexes()).hasSize(10);
        }
    }

    private static Outcome.Builder theWoman() {
        return somebody().setCaseReference(REFERENCE);
    }

    private static String id(String key) {
        return PseudonymKey.parse(key).id() + ".";
    }

    private void upload(String csv) {
        UploadsServiceBlockingStub stub = UploadsServiceGrpc.newBlockingStub(after.running.channel());
        String name = after.justiceAndCare
                .calling(stub)
                .uploadOutcomes(UploadOutcomesRequest.newBuilder()
                        .setService(SURREY)
                        .setCsv(csv)
                        .build())
                .getName();
        await().until(() -> after.justiceAndCare
                        .calling(stub)
                        .getUpload(GetUploadRequest.newBuilder().setName(name).build())
                        .getState()
                == UploadState.DONE);
    }

    /** Makes records of a quarter as they were before keys had ids. */
    private void stripKeyId(String quarter) {
        var batches = before.running.mongo().database().getCollection("batches");
        for (Document batch : batches.find(new Document("quarters", quarter))) {
            batch.getList("records", Document.class)
                    .forEach(record -> record.compute("pseudonym", (key, marked) -> ((String) marked).substring(9)));
            batches.replaceOne(new Document("_id", batch.getString("_id")), batch);
        }
    }

    /** In the order of their batches. */
    private List<String> pseudonyms() {
        List<String> pseudonyms = new ArrayList<>();
        before.running
                .mongo()
                .database()
                .getCollection("batches")
                .find()
                .forEach(batch -> batch.getList("records", Document.class)
                        .forEach(record -> pseudonyms.add(record.getString("pseudonym"))));
        return pseudonyms;
    }
}
