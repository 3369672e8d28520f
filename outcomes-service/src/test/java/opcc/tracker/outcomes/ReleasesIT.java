package opcc.tracker.outcomes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import java.util.List;
import java.util.UUID;
import opcc.tracker.kit.testing.Refusals;
import opcc.tracker.kit.testing.TestPerson;
import opcc.tracker.v1.CreateReleaseRequest;
import opcc.tracker.v1.GetReleaseAuditRequest;
import opcc.tracker.v1.GetReleaseRequest;
import opcc.tracker.v1.ListReleasesRequest;
import opcc.tracker.v1.PreviewReleaseRequest;
import opcc.tracker.v1.PublishReleaseRequest;
import opcc.tracker.v1.Release;
import opcc.tracker.v1.ReleaseStateEnum.ReleaseState;
import opcc.tracker.v1.ReleasesServiceGrpc;
import opcc.tracker.v1.ReleasesServiceGrpc.ReleasesServiceBlockingStub;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may draft, try, publish and read releases, and which drafts are refused. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReleasesIT {

    private RunningOutcomes outcomes;
    private TestPerson surrey;
    private TestPerson kent;
    private TestPerson auditor;

    @BeforeAll
    void start() {
        outcomes = RunningOutcomes.start();
        surrey = outcomes.running.realm().commissioner("surrey");
        kent = outcomes.running.realm().commissioner("kent");
        auditor = outcomes.running.realm().auditor("surrey");
    }

    @AfterAll
    void stop() {
        outcomes.close();
    }

    @Test
    void a_commissioner_drafts_releases_of_their_own_area_and_an_analyst_those_of_the_country() {
        Release own = draft(surrey, table("surrey", "sex"));
        Release country = draft(outcomes.analyst, table("", "area", "sex"));

        assertThat(own.getState()).isEqualTo(ReleaseState.DRAFT);
        assertThat(own.getAuthor()).isEqualTo("users/commissioner.surrey");
        assertThat(own.getUnit()).isEqualTo("People");
        assertThat(own.getCellsList()).as("nothing is counted yet").isEmpty();
        assertThat(country.getArea()).isEmpty();
        assertThat(Refusals.of(() -> draft(kent, table("surrey", "sex"))).reason())
                .isEqualTo("AREA_NOT_YOURS");
        assertThat(Refusals.of(() -> draft(auditor, table("surrey", "sex"))).reason())
                .isEqualTo("ROLE_REQUIRED");
    }

    @Test
    void a_draft_is_seen_in_its_own_area_only() {
        Release own = draft(surrey, table("surrey", "ageBand"));
        Release country = draft(outcomes.analyst, table("", "ageBand"));

        assertThat(get(auditor, own)).isEqualTo(own);
        assertThat(get(surrey, own)).isEqualTo(own);
        assertThat(Refusals.of(() -> get(kent, own)).code()).isEqualTo(Code.NOT_FOUND);
        assertThat(Refusals.of(() -> get(surrey, country)).code()).isEqualTo(Code.NOT_FOUND);
        assertThat(names(surrey)).contains(own.getName()).doesNotContain(country.getName());
        assertThat(names(kent)).doesNotContain(own.getName(), country.getName());
        assertThat(names(outcomes.analyst)).contains(own.getName(), country.getName());
    }

    @Test
    void a_repeated_command_drafts_once_and_a_taken_id_is_refused() {
        CreateReleaseRequest request = CreateReleaseRequest.newBuilder()
                .setReleaseId("once")
                .setRelease(table("surrey", "sex"))
                .build();

        Release first = surrey.calling(stub(), "key-1").createRelease(request);
        assertThat(surrey.calling(stub(), "key-1").createRelease(request)).isEqualTo(first);
        assertThat(Refusals.of(() -> surrey.calling(stub()).createRelease(request))
                        .code())
                .isEqualTo(Code.ALREADY_EXISTS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "surrey | sex,area | 2026-27 Q1 | release.dimensions | has area, but the release is of one area only",
                "surrey | sex,sex | 2026-27 Q1 | release.dimensions | names one twice",
                "surrey | sex,shoeSize | 2026-27 Q1 | release.dimensions | must be of area, quarter, nrmStage",
                "surrey | quarter | 2026-27 Q1 | release.dimensions | has quarter, but the release is of one quarter"
                        + " only",
                "surrey | supportGiven,exploitationTypes | 2026-27 Q1 | release.dimensions | at most 4000",
                "surrey | sex | 2026-27 Q1,2027-28 Q1 | release.quarters | must all be of one financial year",
                "surrey | sex | 2026-28 Q1 | release.quarters[0] | must be a quarter of a financial year",
            })
    void a_draft_that_breaks_a_rule_is_refused_by_the_name_of_its_field(
            String area, String dimensions, String quarters, String field, String why) {
        Refusals refused = Refusals.of(() -> draft(
                surrey,
                table(area, dimensions.split(",")).clearQuarters().addAllQuarters(List.of(quarters.split(",")))));

        assertThat(refused.code()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(refused.violations())
                .hasEntrySatisfying(field, reason -> assertThat(reason).contains(why));
    }

    @Test
    void nothing_is_published_of_a_quarter_that_is_still_collecting() {
        Release draft = draft(surrey, table("surrey", "sex"));

        Refusals refused = Refusals.of(() -> publish(surrey, draft));

        assertThat(refused.code()).isEqualTo(Code.FAILED_PRECONDITION);
        assertThat(refused.reason()).isEqualTo("QUARTER_NOT_FROZEN");
        assertThat(Refusals.of(() -> surrey.calling(stub())
                                .previewRelease(PreviewReleaseRequest.newBuilder()
                                        .setName(draft.getName())
                                        .build()))
                        .reason())
                .isEqualTo("QUARTER_NOT_FROZEN");
        assertThat(Refusals.of(() -> surrey.calling(stub())
                                .getReleaseAudit(GetReleaseAuditRequest.newBuilder()
                                        .setName(draft.getName())
                                        .build()))
                        .reason())
                .isEqualTo("NOT_PUBLISHED");
        assertThat(Refusals.of(() -> publish(kent, draft)).code()).isEqualTo(Code.NOT_FOUND);
        assertThat(get(surrey, draft)).isEqualTo(draft);
    }

    private ReleasesServiceBlockingStub stub() {
        return ReleasesServiceGrpc.newBlockingStub(outcomes.running.channel());
    }

    private static Release.Builder table(String area, String... dimensions) {
        return Release.newBuilder()
                .setTitle("People supported")
                .setArea(area)
                .addQuarters(RunningOutcomes.QUARTER)
                .addAllDimensions(List.of(dimensions));
    }

    private Release draft(TestPerson person, Release.Builder table) {
        return person.calling(stub())
                .createRelease(CreateReleaseRequest.newBuilder()
                        .setReleaseId("r-" + UUID.randomUUID())
                        .setRelease(table)
                        .build());
    }

    private Release get(TestPerson person, Release release) {
        return person.calling(stub())
                .getRelease(GetReleaseRequest.newBuilder()
                        .setName(release.getName())
                        .build());
    }

    private Release publish(TestPerson person, Release release) {
        return person.calling(stub())
                .publishRelease(PublishReleaseRequest.newBuilder()
                        .setName(release.getName())
                        .setEtag(release.getEtag())
                        .build());
    }

    private List<String> names(TestPerson person) {
        return person.calling(stub()).listReleases(ListReleasesRequest.getDefaultInstance()).getReleasesList().stream()
                .map(Release::getName)
                .toList();
    }
}
