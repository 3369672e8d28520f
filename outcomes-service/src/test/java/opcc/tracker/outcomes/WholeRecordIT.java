package opcc.tracker.outcomes;

import static opcc.tracker.outcomes.RunningOutcomes.somebody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import opcc.tracker.kit.testing.Refusals;
import opcc.tracker.v1.AccommodationOutcomeEnum.AccommodationOutcome;
import opcc.tracker.v1.EndReasonEnum.EndReason;
import opcc.tracker.v1.FirstResponderEnum.FirstResponder;
import opcc.tracker.v1.GetUploadErrorsRequest;
import opcc.tracker.v1.GetUploadRequest;
import opcc.tracker.v1.NationalityGroupEnum.NationalityGroup;
import opcc.tracker.v1.NeedEnum.Need;
import opcc.tracker.v1.NeedScore;
import opcc.tracker.v1.Outcome;
import opcc.tracker.v1.UploadOutcomesRequest;
import opcc.tracker.v1.UploadStateEnum.UploadState;
import opcc.tracker.v1.UploadsServiceGrpc;
import opcc.tracker.v1.UploadsServiceGrpc.UploadsServiceBlockingStub;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** All that a record can say comes in by the API and by file, and is the same in the end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WholeRecordIT {

    private static final String REFERENCE = "VS-7";
    private static final String HEADER =
            "caseReference,quarter,nrmStage,exploitationTypes,ageBand,sex,engagement,nationalityGroup,firstResponder,accommodationOutcome,supportGiven,endReason,shelterAndAccommodation,drugsAndAlcohol,socialInteractions\r\n";
    private static final String START = REFERENCE + ",2026-27 Q1,PRE_NRM,LABOUR,AGE_25_TO_34,FEMALE,SUPPORTING,";

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
    void startWithoutRecords() {
        for (String collection : List.of("batches", "uploads", "uploadFaults")) {
            outcomes.running.mongo().database().getCollection(collection).deleteMany(new Document());
        }
    }

    @Test
    void by_the_api_and_by_file_the_same_is_stored() {
        outcomes.report(outcomes.justiceAndCare, whole());
        List<Document> byApi = records();
        startWithoutRecords();

        String errors = upload(
                START
                        + "AFRICA,SALVATION_ARMY,SETTLED,SHELTER_AND_ACCOMMODATION+DRUGS_AND_ALCOHOL,NEEDS_MET,1/3/5,2//3,4\r\n");

        assertThat(errors).isEqualTo("row,column,reason\r\n");
        assertThat(records())
                .isEqualTo(byApi)
                .singleElement()
                .satisfies(record -> assertThat(record.get("scores"))
                        .isEqualTo(new Document("SHELTER_AND_ACCOMMODATION", List.of(1, 3, 5))
                                .append("DRUGS_AND_ALCOHOL", List.of(2, 0, 3))
                                .append("SOCIAL_INTERACTIONS", List.of(4, 0, 0))));
    }

    @Test
    void faults_of_scores_are_named_by_row_and_by_the_column_of_the_need() {
        String errors = upload(START + "AFRICA,NCA,SETTLED,,NEEDS_MET,1/3/6,2//3,\r\n"
                + START + "AFRICA,NCA,SETTLED,,,1/3/5,2/3,3//4\r\n"
                + START + "WAKANDA,JANE,MANSION,HUGS,BORED,02/03/2004,Jane Doe,07700 900123\r\n");

        assertThat(errors.lines().skip(1))
                .hasSize(11)
                .anyMatch(line -> line.startsWith("2,shelterAndAccommodation,\"must be scores from 1 to 5"))
                .contains(
                        "3,shelterAndAccommodation,\"is a score at the end of support, without its end reason\"",
                        "3,socialInteractions,\"is a score at the end of support, without its end reason\"")
                .anyMatch(line -> line.startsWith("4,nationalityGroup,is not one of the codes"))
                .anyMatch(line -> line.startsWith("4,shelterAndAccommodation,\"must be scores from 1 to 5"))
                .anyMatch(line -> line.startsWith("4,drugsAndAlcohol,seems to hold a name"))
                .anyMatch(line -> line.startsWith("4,socialInteractions,seems to hold a telephone number"));
        assertThat(errors).doesNotContain("WAKANDA", "Jane", "07700", "2004");
        assertThat(records()).isEmpty();
    }

    @Test
    void the_rules_hold_by_the_api_as_by_file_and_nothing_is_echoed() {
        Refusals refused = Refusals.of(() -> outcomes.report(
                outcomes.justiceAndCare,
                whole().clearEndReason(),
                whole().setCaseReference("jane.doe"),
                whole().setCaseReference("jane@example.org"),
                whole().setCaseReference("07700900123"),
                whole().addNeedScores(NeedScore.newBuilder()
                        .setNeed(Need.DRUGS_AND_ALCOHOL)
                        .setStart(1)),
                whole().addNeedScores(NeedScore.newBuilder()
                        .setNeed(Need.FINANCE_AND_BENEFITS)
                        .setStart(6)
                        .setEnd(0))));

        assertThat(refused.violations())
                .containsOnlyKeys(
                        "outcomes[2].case_reference",
                        "outcomes[4].need_scores",
                        "outcomes[5].need_scores[3].start",
                        "outcomes[5].need_scores[3].end");
        Refusals byRules = Refusals.of(() -> outcomes.report(
                outcomes.justiceAndCare,
                whole().clearEndReason(),
                whole().setCaseReference("jane.doe"),
                whole().setCaseReference("07700900123")));
        assertThat(byRules.violations())
                .containsOnlyKeys(
                        "outcomes[0].need_scores[0].end",
                        "outcomes[0].need_scores[1].end",
                        "outcomes[1].case_reference",
                        "outcomes[2].case_reference");
        assertThat(refused.toString() + byRules).doesNotContain("jane", "07700");
        assertThat(records()).isEmpty();
    }

    private static Outcome.Builder whole() {
        return somebody()
                .setCaseReference(REFERENCE)
                .setNationalityGroup(NationalityGroup.AFRICA)
                .setFirstResponder(FirstResponder.SALVATION_ARMY)
                .setAccommodationOutcome(AccommodationOutcome.SETTLED)
                .addSupportGiven(Need.SHELTER_AND_ACCOMMODATION)
                .addSupportGiven(Need.DRUGS_AND_ALCOHOL)
                .setEndReason(EndReason.NEEDS_MET)
                .addNeedScores(NeedScore.newBuilder()
                        .setNeed(Need.SHELTER_AND_ACCOMMODATION)
                        .setStart(1)
                        .setReview(3)
                        .setEnd(5))
                .addNeedScores(NeedScore.newBuilder()
                        .setNeed(Need.DRUGS_AND_ALCOHOL)
                        .setStart(2)
                        .setEnd(3))
                .addNeedScores(
                        NeedScore.newBuilder().setNeed(Need.SOCIAL_INTERACTIONS).setStart(4));
    }

    /** Sends a file of these rows, and gives its error file. */
    private String upload(String rows) {
        UploadsServiceBlockingStub stub = UploadsServiceGrpc.newBlockingStub(outcomes.running.channel());
        String name = outcomes.justiceAndCare
                .calling(stub)
                .uploadOutcomes(UploadOutcomesRequest.newBuilder()
                        .setService("services/surrey-navigator")
                        .setCsv(HEADER + rows)
                        .build())
                .getName();
        await().until(() -> outcomes.justiceAndCare
                        .calling(stub)
                        .getUpload(GetUploadRequest.newBuilder().setName(name).build())
                        .getState()
                == UploadState.DONE);
        return outcomes.justiceAndCare
                .calling(stub)
                .getUploadErrors(
                        GetUploadErrorsRequest.newBuilder().setName(name).build())
                .getCsv();
    }

    private List<Document> records() {
        Document batch = outcomes.running
                .mongo()
                .database()
                .getCollection("batches")
                .find()
                .first();
        return batch == null ? List.of() : batch.getList("records", Document.class);
    }
}
