package opcc.tracker.outcomes;

import static opcc.tracker.outcomes.RunningOutcomes.batch;
import static opcc.tracker.outcomes.RunningOutcomes.somebody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import opcc.tracker.kit.idempotency.Command;
import opcc.tracker.kit.testing.EverythingLogged;
import opcc.tracker.kit.testing.Refusals;
import opcc.tracker.v1.BatchCreateOutcomesRequest;
import opcc.tracker.v1.GetUploadErrorsRequest;
import opcc.tracker.v1.GetUploadRequest;
import opcc.tracker.v1.Upload;
import opcc.tracker.v1.UploadOutcomesRequest;
import opcc.tracker.v1.UploadStateEnum.UploadState;
import opcc.tracker.v1.UploadsServiceGrpc;
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
    void whatAFileHoldsIsInNoByteOfTheDatabaseNorOfTheLogNorOfTheErrorFileEvenAtDebug() {
        List<String> planted = List.of(
                PLANTED,
                "planted.person@example.org",
                "07700 900461",
                "QQ654321C",
                "ZE1 9XX",
                "17/05/1987",
                "Planted Person");
        StringBuilder csv =
                new StringBuilder("caseReference,quarter,nrmStage,exploitationTypes,ageBand,sex,engagement\r\n");
        for (String value : planted) {
            String reference = value.equals(PLANTED) ? value : "VS-1";
            csv.append(reference).append(",2026-27 Q1,PRE_NRM,LABOUR,ADULT,FEMALE,SUPPORTING\r\n");
            csv.append(value)
                    .append(",2026-27 Q1,PRE_NRM,LABOUR,ADULT,")
                    .append(value)
                    .append(",UNKNOWN\r\n");
            csv.append("VS-2,")
                    .append(value)
                    .append(",PRE_NRM,LABOUR,ADULT,FEMALE,UNKNOWN,")
                    .append(value)
                    .append("\r\n");
        }
        UploadsServiceGrpc.UploadsServiceBlockingStub stub =
                UploadsServiceGrpc.newBlockingStub(outcomes.running.channel());
        UploadOutcomesRequest request = UploadOutcomesRequest.newBuilder()
                .setService("services/surrey-navigator")
                .setCsv(csv.toString())
                .build();

        String name = outcomes.justiceAndCare
                .calling(stub, "key-of-" + PLANTED)
                .uploadOutcomes(request)
                .getName();
        Upload done = await().until(
                        () -> outcomes.justiceAndCare
                                .calling(stub)
                                .getUpload(GetUploadRequest.newBuilder()
                                        .setName(name)
                                        .build()),
                        upload -> upload.getState() == UploadState.DONE);
        String errors = outcomes.justiceAndCare
                .calling(stub)
                .getUploadErrors(
                        GetUploadErrorsRequest.newBuilder().setName(name).build())
                .getCsv();
        Refusals asAWhole = Refusals.of(() -> outcomes.justiceAndCare
                .calling(stub)
                .uploadOutcomes(request.toBuilder()
                        .setCsv(csv.substring(csv.indexOf("\n") + 1))
                        .build()));

        assertThat(List.of(done.getRowsTaken(), done.getRowsRefused()))
                .as("one good row for each value planted, two bad ones")
                .containsExactly(7, 14);
        assertThat(errors)
                .contains("seems to hold a name", "seems to hold a postcode", "seems to hold a date of birth");
        assertThat(asAWhole.violations()).containsOnlyKeys("csv");
        assertThat(logged.lines()).as("the log was listened to").contains(name);
        String everything = outcomes.running.mongo().everythingStored()
                + outcomes.running.mongo().everythingAsJson()
                + logged.lines()
                + errors
                + asAWhole;
        for (String value : planted) {
            assertThat(everything)
                    .doesNotContainIgnoringCase(value)
                    .doesNotContain(HexFormat.of().formatHex(value.getBytes(StandardCharsets.UTF_8)))
                    .doesNotContain(Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)));
        }
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
        assertThat(pseudonyms).hasSize(4).allMatch(pseudonym -> pseudonym.matches("[0-9a-f]{8}\\.[0-9a-f]{64}"));
        assertThat(pseudonyms.get(0)).isEqualTo(pseudonyms.get(1));
        assertThat(pseudonyms.stream().distinct()).hasSize(3);
    }
}
