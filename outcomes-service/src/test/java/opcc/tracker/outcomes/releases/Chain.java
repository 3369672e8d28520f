package opcc.tracker.outcomes.releases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import opcc.tracker.kit.idempotency.Command;

/** Releases one after another, without a store. */
final class Chain {

    private final Trials trials;
    private final List<Publication> published = new ArrayList<>();

    Chain(FrozenRecords records) {
        trials = new Trials(records, Clock.fixed(Workshop.NOW, ZoneOffset.UTC));
    }

    static Draft draft(String area, List<String> quarters, String... dimensions) {
        return new Draft(
                "a-release",
                "A table",
                quarters,
                area,
                DraftRules.require(quarters, area, List.of(dimensions)),
                "users/somebody",
                Workshop.NOW,
                new Command("command", "request"));
    }

    Trial tries(Draft draft) {
        return trials.of(draft, published);
    }

    /** Publishes, which must be possible. */
    Publication publish(Draft draft) {
        Trial trial = tries(draft);
        assertThat(trial.report().passed()).as("%s", trial.report()).isTrue();
        return add(draft, trial);
    }

    /** Publishes whatever the audit says. */
    Publication add(Draft draft, Trial trial) {
        Publication publication = new Publication(
                draft,
                published.size() + 1,
                trial.cells(),
                trial.synthetic(),
                trial.report(),
                "users/somebody",
                draft.createdBy());
        published.add(publication);
        return publication;
    }

    List<Publication> published() {
        return published;
    }

    /** Somebody who has read everything. */
    Reader reader() {
        Reader reader = new Reader();
        published.forEach(reader::reads);
        return reader;
    }
}
