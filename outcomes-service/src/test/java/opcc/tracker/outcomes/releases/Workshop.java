package opcc.tracker.outcomes.releases;

import io.grpc.Context;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import opcc.tracker.kit.idempotency.Command;
import opcc.tracker.kit.testing.TestMongo;
import opcc.tracker.outcomes.store.DraftStore;
import opcc.tracker.outcomes.store.PublicationStore;

/** Releases of some people over a database of their own. */
final class Workshop implements AutoCloseable {

    static final Instant NOW = Instant.parse("2027-05-15T10:00:00Z");

    private final TestMongo mongo = TestMongo.start();
    final Releases releases;
    final PublicationStore publications;

    Workshop(FrozenRecords records) {
        publications = new PublicationStore(mongo.database());
        releases =
                new Releases(new DraftStore(mongo.database()), publications, records, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    /** The draft of a release of this area, everywhere if empty. */
    Draft drafts(String area, List<String> quarters, String... dimensions) {
        return asCommand(() -> releases.draft(
                        "r-" + UUID.randomUUID(), "A table", quarters, area, List.of(dimensions), "users/somebody"))
                .draft();
    }

    Publication publishes(Draft draft) {
        return Objects.requireNonNull(asCommand(() -> releases.publish(draft.name(), "", "users/somebody"))
                .publication());
    }

    static <T> T asCommand(Callable<T> work) {
        return asCommand(new Command(UUID.randomUUID().toString(), "request"), work);
    }

    static <T> T asCommand(Command command, Callable<T> work) {
        try {
            return command.in(Context.current()).call(work);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        mongo.close();
    }
}
