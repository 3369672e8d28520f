package opcc.tracker.outcomes.releases;

import static opcc.tracker.outcomes.releases.SomePeople.Q1;
import static opcc.tracker.outcomes.releases.SomePeople.Q2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import opcc.tracker.kit.idempotency.Command;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.outcomes.cube.CubeCell;
import opcc.tracker.outcomes.records.OutcomeRecord;
import opcc.tracker.v1.AgeBandEnum.AgeBand;
import opcc.tracker.v1.SexEnum.Sex;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens to a release, over a real store. */
class ReleasesTest {

    private static final List<String> QUARTER = List.of(Q1);

    private final SomePeople people = new SomePeople()
            .with(3, Q1, "surrey", Sex.FEMALE, AgeBand.MINOR)
            .with(12, Q1, "surrey", Sex.MALE, AgeBand.AGE_18_TO_24)
            .with(14, Q1, "surrey", Sex.FEMALE, AgeBand.AGE_18_TO_24)
            .with(20, Q1, "kent", Sex.FEMALE, AgeBand.AGE_25_TO_34);
    private final Queue<Runnable> meanwhile = new ArrayDeque<>();
    private final Workshop workshop = new Workshop(new FrozenRecords() {
        @Override
        public Optional<List<OutcomeRecord>> people(String quarter) {
            Runnable next = meanwhile.poll();
            if (next != null) {
                next.run();
            }
            return people.people(quarter);
        }

        @Override
        public List<CubeCell> certain(String quarter) {
            return people.certain(quarter);
        }
    });

    @AfterEach
    void close() {
        workshop.close();
    }

    @Test
    void of_two_that_are_published_at_once_the_later_is_audited_anew_together_with_the_other() {
        Draft slow = workshop.drafts("surrey", QUARTER, "sex");
        Draft quick = workshop.drafts("surrey", QUARTER, "ageBand");
        meanwhile.add(() -> workshop.publishes(quick));

        Publication second = workshop.publishes(slow);

        Publication first = workshop.publications.find(quick.id()).orElseThrow();
        assertThat(first.number()).isEqualTo(1);
        assertThat(first.report().releases()).isEqualTo(1);
        assertThat(second.number()).isEqualTo(2);
        assertThat(second.report().releases())
                .as("audited with the one that won")
                .isEqualTo(2);
    }

    @Test
    void what_is_published_stays_as_it_is_after_an_erasure_and_nothing_new_is_published_beside_it() {
        Draft first = workshop.drafts("surrey", QUARTER, "sex");
        Publication published = workshop.publishes(first);
        Draft second = workshop.drafts("surrey", QUARTER, "ageBand");
        Draft third = workshop.drafts("", QUARTER, "sex");
        people.eraseOneOf(Q1, "surrey");

        assertThat(workshop.publications.find(first.id())).contains(published);
        assertThatThrownBy(() -> workshop.publishes(second))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("erased since " + first.name());
        assertThatThrownBy(() -> workshop.publishes(third)).hasMessageContaining("erased");
    }

    @Test
    void a_quarter_that_is_still_collecting_is_not_published() {
        Draft draft = workshop.drafts("surrey", List.of(Q1, Q2), "sex");

        assertThatThrownBy(() -> workshop.publishes(draft)).hasMessageContaining("2026-27 Q2 is still collecting");
        assertThat(workshop.publications.ofYear("2026-27")).isEmpty();
    }

    @Test
    void a_release_is_published_once_and_a_repeated_command_gets_the_same_answer() {
        Draft draft = workshop.drafts("surrey", QUARTER, "sex");
        Command command = new Command("the same", "request");

        Release first =
                Workshop.asCommand(command, () -> workshop.releases.publish(draft.name(), "draft", "users/somebody"));
        Release again =
                Workshop.asCommand(command, () -> workshop.releases.publish(draft.name(), "draft", "users/somebody"));

        assertThat(again).isEqualTo(first);
        assertThat(first.etag()).isNotEqualTo("draft");
        assertThatThrownBy(() -> workshop.publishes(draft)).hasMessageContaining("never changes again");
        assertThatThrownBy(() ->
                        Workshop.asCommand(() -> workshop.releases.publish(draft.name(), "draft", "users/somebody")))
                .as("the etag of the draft")
                .hasMessageContaining("has changed since you read it");
        assertThat(workshop.publications.ofYear("2026-27")).hasSize(1);
    }

    @Test
    void figures_that_give_away_more_than_can_be_left_out_are_refused_with_their_number() {
        // As if a table had been published that leaves out counts of 1 to 4 and nothing else.
        Draft careless = workshop.drafts("surrey", QUARTER, "ageBand");
        Trial trial = new Trials(people, java.time.Clock.systemUTC()).of(careless, List.of());
        workshop.publications.insert(new Publication(
                careless,
                1,
                trial.cells().stream()
                        .map(cell -> new Publication.Cell(
                                cell.labels(), cell.count(), cell.count() == 0 || cell.count() > 4))
                        .toList(),
                true,
                trial.report(),
                "users/somebody",
                careless.createdBy()));
        Draft draft = workshop.drafts("surrey", QUARTER, "sex", "ageBand");

        assertThatThrownBy(() -> workshop.publishes(draft))
                .hasMessageMatching("[0-9]+ counts or groups could be worked out.*Take fewer dimensions.*");
        assertThat(Workshop.asCommand(() -> workshop.releases.preview(draft.name()))
                        .passed())
                .isFalse();
    }

    @Test
    void a_preview_publishes_nothing() {
        Draft draft = workshop.drafts("surrey", QUARTER, "sex", "ageBand");

        AuditReport report = workshop.releases.preview(draft.name());

        assertThat(report.passed()).isTrue();
        assertThat(report.suppressedCells()).isPositive();
        assertThat(report.leastWidth()).isPositive();
        assertThat(workshop.publications.ofYear("2026-27")).isEmpty();
        assertThat(workshop.releases.require(draft.name()).publication()).isNull();
    }
}
