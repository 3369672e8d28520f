package opcc.tracker.outcomes;

import static opcc.tracker.outcomes.RunningOutcomes.QUARTER;
import static opcc.tracker.outcomes.RunningOutcomes.people;
import static opcc.tracker.outcomes.RunningOutcomes.somebody;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import java.util.List;
import java.util.UUID;
import opcc.tracker.kit.testing.Refusals;
import opcc.tracker.kit.testing.TestPerson;
import opcc.tracker.v1.AgeBandEnum.AgeBand;
import opcc.tracker.v1.CreateReleaseRequest;
import opcc.tracker.v1.EraseOutcomesRequest;
import opcc.tracker.v1.GetReleaseAuditRequest;
import opcc.tracker.v1.GetReleaseRequest;
import opcc.tracker.v1.ListReleasesRequest;
import opcc.tracker.v1.PreviewReleaseRequest;
import opcc.tracker.v1.PublishReleaseRequest;
import opcc.tracker.v1.Release;
import opcc.tracker.v1.ReleaseAudit;
import opcc.tracker.v1.ReleaseCell;
import opcc.tracker.v1.ReleaseStateEnum.ReleaseState;
import opcc.tracker.v1.ReleasesServiceGrpc;
import opcc.tracker.v1.ReleasesServiceGrpc.ReleasesServiceBlockingStub;
import opcc.tracker.v1.RetentionServiceGrpc;
import opcc.tracker.v1.SexEnum.Sex;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Releases of a frozen quarter, from the reports of providers to the readers. */
class PublishedReleasesIT {

    private RunningOutcomes outcomes;
    private TestPerson surrey;
    private TestPerson kent;

    @BeforeEach
    void freezeAQuarter() {
        outcomes = RunningOutcomes.start();
        surrey = outcomes.running.realm().commissioner("surrey");
        kent = outcomes.running.realm().commissioner("kent");
        outcomes.report(
                outcomes.justiceAndCare, people(3, somebody().setSex(Sex.FEMALE).setAgeBand(AgeBand.MINOR)));
        outcomes.report(outcomes.justiceAndCare, people(12, somebody().setSex(Sex.MALE)));
        outcomes.report(
                outcomes.justiceAndCare,
                somebody().setSex(Sex.MALE).setAgeBand(AgeBand.MINOR).setCaseReference("CASE-900"));
        outcomes.report(
                outcomes.justiceAndCare, people(9, somebody().setSex(Sex.MALE).setAgeBand(AgeBand.MINOR)));
        outcomes.freeze(QUARTER);
    }

    @AfterEach
    void stop() {
        outcomes.close();
    }

    @Test
    void a_release_shows_exact_figures_and_marks_what_could_be_worked_out_from_them() {
        Release draft = draft("sex", "ageBand");

        ReleaseAudit preview = surrey.calling(stub())
                .previewRelease(PreviewReleaseRequest.newBuilder()
                        .setName(draft.getName())
                        .build());
        Release published = publish(draft);

        assertThat(preview.getPassed()).isTrue();
        assertThat(preview.getWithProtectedTables()).isTrue();
        assertThat(published.getState()).isEqualTo(ReleaseState.PUBLISHED);
        assertThat(published.getEtag()).isNotEqualTo(draft.getEtag());
        assertThat(published.getNotesList()).anyMatch(note -> note.contains("c (confidential)"));
        assertThat(published.getCellsList())
                .as("each has a count or a mark, and no count is 1 to 4")
                .allMatch(cell -> cell.hasCount() == cell.getMark().isEmpty())
                .noneMatch(cell -> cell.hasCount() && cell.getCount() >= 1 && cell.getCount() <= 4);
        assertThat(cell(published, "FEMALE", "MINOR").getMark()).isEqualTo("c");
        assertThat(cell(published, "FEMALE", "Total").getMark()).isEqualTo("c");
        assertThat(cell(published, "MALE", "AGE_25_TO_34"))
                .matches(men ->
                        men.hasCount() ? men.getCount() == 12 : men.getMark().equals("c"));
        assertThat(published.getCellsList()).anyMatch(cell -> cell.getCount() >= 5);

        ReleaseAudit audit = audit(kent, published);
        assertThat(audit.getPassed()).isTrue();
        assertThat(audit.getReleasesAttacked()).isEqualTo(1);
        assertThat(audit.getPublishedCells() + audit.getSuppressedCells()).isEqualTo(published.getCellsCount());
        assertThat(audit.getSecretsExposed()).isZero();
    }

    @Test
    void what_is_published_is_read_by_all_areas_and_is_published_by_its_own_alone() {
        Release draft = draft("sex");
        assertThat(Refusals.of(() -> get(kent, draft)).code()).isEqualTo(Code.NOT_FOUND);

        Release published = publish(draft);

        assertThat(get(kent, published)).isEqualTo(published);
        assertThat(get(outcomes.running.realm().auditor("gwent"), published)).isEqualTo(published);
        assertThat(get(outcomes.analyst, published)).isEqualTo(published);
        assertThat(kent.calling(stub())
                        .listReleases(ListReleasesRequest.getDefaultInstance())
                        .getReleasesList())
                .extracting(Release::getName)
                .containsExactly(published.getName());
        assertThat(Refusals.of(() -> kent.calling(stub())
                                .publishRelease(PublishReleaseRequest.newBuilder()
                                        .setName(published.getName())
                                        .build()))
                        .code())
                .isEqualTo(Code.NOT_FOUND);
    }

    @Test
    void a_revision_changes_no_release_and_late_people_are_in_none() {
        Release before = publish(draft("sex"));
        outcomes.report(outcomes.justiceAndCare, people(20, somebody().setSex(Sex.FEMALE)));
        outcomes.revise(QUARTER);

        Release after = publish(draft("sex", "ageBand"));

        assertThat(get(surrey, before)).isEqualTo(before);
        assertThat(after.getCellsList())
                .filteredOn(cell -> cell.getValuesOrThrow("ageBand").equals("Total")
                        && cell.getValuesOrThrow("sex").equals("Total"))
                .allMatch(cell -> !cell.hasCount() || cell.getCount() == 25);
        assertThat(cell(after, "FEMALE", "AGE_25_TO_34").getCount())
                .as("all twenty late women are of this age")
                .isZero();
    }

    @Test
    void after_an_erasure_a_release_stays_as_it_is_and_nothing_exact_is_published_beside_it() {
        Release before = publish(draft("sex"));
        Release another = draft("ageBand");
        outcomes.justiceAndCare
                .calling(RetentionServiceGrpc.newBlockingStub(outcomes.running.channel()))
                .eraseOutcomes(EraseOutcomesRequest.newBuilder()
                        .setService("services/surrey-navigator")
                        .setCaseReference("CASE-900")
                        .build());

        assertThat(get(surrey, before)).isEqualTo(before);
        assertThat(Refusals.of(() -> publish(another)).reason()).isEqualTo("RECORDS_ERASED");
    }

    @Test
    void the_true_counts_are_kept_and_no_answer_has_those_that_are_left_out() {
        Release published = publish(draft("sex"));

        Document kept = outcomes.running
                .mongo()
                .database()
                .getCollection("publications")
                .find()
                .first();
        assertThat(kept).isNotNull();
        assertThat(kept.getList("cells", Document.class))
                .as("women, whom the release does not show")
                .anyMatch(cell -> cell.getList("labels", String.class).equals(List.of("FEMALE"))
                        && cell.getLong("count") == 3
                        && !cell.getBoolean("isShown"));
        assertThat(published.getCellsList())
                .filteredOn(cell -> cell.getValuesOrThrow("sex").equals("FEMALE"))
                .singleElement()
                .matches(cell -> !cell.hasCount() && cell.getMark().equals("c"));
    }

    private ReleasesServiceBlockingStub stub() {
        return ReleasesServiceGrpc.newBlockingStub(outcomes.running.channel());
    }

    private Release draft(String... dimensions) {
        return surrey.calling(stub())
                .createRelease(CreateReleaseRequest.newBuilder()
                        .setReleaseId("r-" + UUID.randomUUID())
                        .setRelease(Release.newBuilder()
                                .setTitle("People supported in Surrey")
                                .setArea("surrey")
                                .addQuarters(QUARTER)
                                .addAllDimensions(List.of(dimensions)))
                        .build());
    }

    private Release publish(Release draft) {
        return surrey.calling(stub())
                .publishRelease(PublishReleaseRequest.newBuilder()
                        .setName(draft.getName())
                        .setEtag(draft.getEtag())
                        .build());
    }

    private Release get(TestPerson person, Release release) {
        return person.calling(stub())
                .getRelease(GetReleaseRequest.newBuilder()
                        .setName(release.getName())
                        .build());
    }

    private ReleaseAudit audit(TestPerson person, Release release) {
        return person.calling(stub())
                .getReleaseAudit(GetReleaseAuditRequest.newBuilder()
                        .setName(release.getName())
                        .build());
    }

    private static ReleaseCell cell(Release release, String sex, String ageBand) {
        return release.getCellsList().stream()
                .filter(cell -> cell.getValuesOrThrow("sex").equals(sex)
                        && cell.getValuesOrThrow("ageBand").equals(ageBand))
                .findFirst()
                .orElseThrow();
    }
}
