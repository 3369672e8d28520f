package opcc.tracker.outcomes.uploads;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import opcc.tracker.kit.idempotency.CommandDigest;
import opcc.tracker.kit.pseudonyms.RotatingPseudonyms;
import opcc.tracker.kit.testing.RunningService;
import opcc.tracker.kit.validation.RequestValidation;
import opcc.tracker.outcomes.intake.CasePseudonyms;
import opcc.tracker.outcomes.intake.CheckedBatches;
import opcc.tracker.outcomes.quarters.FrozenPeople;
import opcc.tracker.outcomes.records.Batch;
import opcc.tracker.outcomes.records.UploadedFile;
import opcc.tracker.outcomes.records.UploadedFile.Progress;
import opcc.tracker.outcomes.register.RegisteredService;
import opcc.tracker.outcomes.store.FaultStore;
import opcc.tracker.outcomes.store.ReportedPeopleStore;
import opcc.tracker.outcomes.store.StagedStore;
import opcc.tracker.outcomes.store.UploadStore;
import org.bson.Document;

/**
 * Another process on the same database as a running service, that began with a file and dies on the way: it does what the
 * service does, up to a write, and nothing afterwards.
 */
public final class DyingProcess {

    private static final class Killed extends Error {}

    private final RunningService running;
    private final Clock clock;
    private final Duration ago;

    /** On the database of {@code running}; it dies so long {@code ago}. */
    public DyingProcess(RunningService running, Duration ago) {
        this.running = running;
        this.clock = running.part(Clock.class);
        this.ago = ago;
    }

    /** Checks a file of {@code service}'s, stores so many of its batches, and dies before it notes the last of them. */
    public void diesAfterBatches(int count, RegisteredService service, String csv) {
        CheckedBatches batches = running.part(CheckedBatches.class);
        AtomicInteger left = new AtomicInteger(count);
        work(
                batch -> {
                    List<Integer> held = batches.take(batch);
                    if (left.decrementAndGet() == 0) {
                        throw new Killed();
                    }
                    return held;
                },
                service,
                csv,
                Integer.MAX_VALUE);
    }

    /** Checks so many rows of a file of {@code service}'s, and dies. */
    public void diesAfterRows(int count, RegisteredService service, String csv) {
        work(batch -> List.of(), service, csv, count);
    }

    private void work(Function<Batch, List<Integer>> intake, RegisteredService service, String csv, int rows) {
        UploadStore uploads = running.part(UploadStore.class);
        CommandDigest digest = running.part(CommandDigest.class);
        OutcomeFile file = OutcomeFile.open(csv, true);
        String id = Uploads.id(digest, service.provider(), service.name(), file);
        UploadedFile upload = new UploadedFile(
                id, service.provider(), service.name(), false, clock.instant(), Progress.begun(file.rowCount()));
        UploadWork work = new UploadWork(
                uploads, running.part(StagedStore.class), running.part(FaultStore.class), intake, digest, clock);
        if (!uploads.begin(upload, work.hold(), clock.instant())) {
            throw new IllegalStateException("the file has come before");
        }
        AtomicInteger left = new AtomicInteger(rows);
        RequestValidation validation = running.part(RequestValidation.class);
        RowCheck check =
                new RowCheck(
                        validation,
                        Map.of(service.name(), service),
                        service.name(),
                        new CasePseudonyms(
                                service.provider(),
                                running.part(RotatingPseudonyms.class),
                                running.part(ReportedPeopleStore.class)),
                        running.part(FrozenPeople.class).of(service.provider()),
                        LocalDate.of(2026, 7, 15)) {
                    @Override
                    Checked check(OutcomeFile.Row row) {
                        if (left.getAndDecrement() == 0) {
                            throw new Killed();
                        }
                        return super.check(row);
                    }
                };
        try {
            work.takeIn(upload, work.check(upload, file, check));
        } catch (Killed killed) {
            Document held = uploads().find(Filters.eq("_id", id)).first();
            Date until = Date.from(held.getDate("heldUntil").toInstant().minus(ago));
            uploads().updateOne(Filters.eq("_id", id), Updates.set("heldUntil", until));
            return;
        }
        throw new IllegalStateException("it was to die before the end");
    }

    private MongoCollection<Document> uploads() {
        return running.mongo().database().getCollection("uploads");
    }
}
