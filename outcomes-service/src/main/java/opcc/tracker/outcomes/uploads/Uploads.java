package opcc.tracker.outcomes.uploads;

import com.google.protobuf.ByteString;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import opcc.tracker.kit.calendar.FinancialYear;
import opcc.tracker.kit.idempotency.CommandDigest;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.kit.validation.RequestValidation;
import opcc.tracker.outcomes.intake.CasePseudonyms;
import opcc.tracker.outcomes.quarters.FrozenPeople;
import opcc.tracker.outcomes.records.Batch;
import opcc.tracker.outcomes.records.UploadedFile;
import opcc.tracker.outcomes.records.UploadedFile.Progress;
import opcc.tracker.outcomes.register.RegisteredService;
import opcc.tracker.outcomes.register.RegisteredServices;
import opcc.tracker.outcomes.store.FaultStore;
import opcc.tracker.outcomes.store.StagedStore;
import opcc.tracker.outcomes.store.UploadStore;
import opcc.tracker.v1.UploadStateEnum.UploadState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Takes files of outcomes in. A call reads the file once and asks the register; the rest is done by a thread of its own,
 * since it may take longer than a call may. What a process left undone, a sweep goes on with or gives up.
 */
public final class Uploads implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Uploads.class);

    /** How many files are in memory at once; each may take some 100 MB. */
    private static final int AT_ONCE = 2;

    private static final int MOST_SERVICES = 100;
    private static final String SERVICE_NAME = "services/[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

    private final UploadStore uploads;
    private final StagedStore staged;
    private final FaultStore faults;
    private final Function<Batch, List<Integer>> intake;
    private final RegisteredServices services;
    private final FrozenPeople frozen;
    private final RequestValidation validation;
    private final Function<String, CasePseudonyms> pseudonyms;
    private final CommandDigest digest;
    private final Clock clock;
    private final Semaphore room = new Semaphore(AT_ONCE);
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();

    Uploads(
            UploadStore uploads,
            StagedStore staged,
            FaultStore faults,
            Function<Batch, List<Integer>> intake,
            RegisteredServices services,
            FrozenPeople frozen,
            RequestValidation validation,
            Function<String, CasePseudonyms> pseudonyms,
            CommandDigest digest,
            Clock clock) {
        this.uploads = uploads;
        this.staged = staged;
        this.faults = faults;
        this.intake = intake;
        this.services = services;
        this.frozen = frozen;
        this.validation = validation;
        this.pseudonyms = pseudonyms;
        this.digest = digest;
        this.clock = clock;
    }

    /**
     * Begins to take in a file of {@code provider}, who is the caller's; or goes on with it, or says what came of it, if it
     * came before.
     *
     * @param service of all its rows; empty if the rows say it
     */
    public UploadedFile receive(String provider, String service, String csv, boolean allOrNothing) {
        if (!room.tryAcquire()) {
            throw Refusal.unavailable(
                    "BUSY", "Other files are being taken in at the moment. Send yours again in a moment.", 5);
        }
        boolean begun = false;
        try {
            OutcomeFile file = OutcomeFile.open(csv, !service.isEmpty());
            Map<String, RegisteredService> own = ownServices(provider, service, file.services());
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            String id = id(digest, provider, service, file);
            UploadedFile upload =
                    new UploadedFile(id, provider, service, allOrNothing, now, Progress.begun(file.rowCount()));
            UploadWork work = work();
            begun = uploads.begin(upload, work.hold(), now);
            UploadedFile stored = stored(id);
            if (begun) {
                RowCheck rows = new RowCheck(
                        validation,
                        own,
                        service,
                        pseudonyms.apply(provider),
                        frozen.of(provider),
                        LocalDate.ofInstant(now, FinancialYear.LONDON));
                workers.execute(() -> {
                    try {
                        carryOut(work, stored, () -> work.check(stored, file, rows));
                    } finally {
                        room.release();
                    }
                });
            } else if (stored.progress().state() == UploadState.RUNNING) {
                sweep();
            }
            return stored;
        } finally {
            if (!begun) {
                room.release();
            }
        }
    }

    /** Goes on with what was left behind, here or by other processes. */
    @Scheduled(initialDelayString = "PT5S", fixedDelayString = "PT30S")
    public void sweep() {
        try {
            takeOverAbandoned();
        } catch (RuntimeException e) {
            log.warn("no upload could be looked for: {}", e.getClass().getSimpleName());
        }
    }

    private void takeOverAbandoned() {
        Instant now = clock.instant();
        for (UploadedFile upload : uploads.abandoned(now)) {
            UploadWork work = work();
            if (uploads.takeOver(upload.id(), work.hold(), now)) {
                log.info("{} was left behind; it is taken over", upload.name());
                workers.execute(() -> {
                    if (upload.progress().checked()) {
                        carryOut(work, upload, upload::progress);
                    } else {
                        carryOut(work, upload, () -> {
                            work.giveUp(upload);
                            return stored(upload.id()).progress();
                        });
                    }
                });
            }
        }
    }

    private interface Step {
        Progress run();
    }

    /** What fails stays behind for the sweep. The log says of what kind it was; a message might quote a row. */
    private static void carryOut(UploadWork work, UploadedFile upload, Step first) {
        try {
            Progress progress = first.run();
            if (progress.state() == UploadState.RUNNING) {
                progress = work.takeIn(upload, progress);
            }
            log.info(
                    "{} {}: {} rows taken, {} refused",
                    upload.name(),
                    progress.state(),
                    progress.taken(),
                    progress.refused());
        } catch (RuntimeException e) {
            log.warn("{} stopped: {}", upload.name(), e.getClass().getSimpleName());
        }
    }

    /** The provider's own of the services that the file names, as the caller sees them in the register. */
    private Map<String, RegisteredService> ownServices(String provider, String service, Set<String> named) {
        if (named.size() > MOST_SERVICES) {
            throw Refusal.invalid("csv", "names more than " + MOST_SERVICES + " services; send it in parts");
        }
        Map<String, RegisteredService> own = new HashMap<>();
        for (String name : named) {
            if (name.matches(SERVICE_NAME)) {
                find(name, provider, own);
            }
        }
        if (!service.isEmpty()) {
            find(service, provider, own);
            if (!own.containsKey(service)) {
                throw Refusal.notFound(service);
            }
        }
        return own;
    }

    private void find(String name, String provider, Map<String, RegisteredService> own) {
        services.find(name).filter(found -> found.provider().equals(provider)).ifPresent(found -> own.put(name, found));
    }

    private UploadedFile stored(String id) {
        return uploads.find(id).orElseThrow(() -> new IllegalStateException("an upload that was there is gone"));
    }

    private UploadWork work() {
        return new UploadWork(uploads, staged, faults, intake, digest, clock);
    }

    /** What a file is known by: whoever sends the same one again for the same service finds its upload. */
    static String id(CommandDigest digest, String provider, String service, OutcomeFile file) {
        return digest.of(bytes("upload", provider, service, file.content())).substring(0, 40);
    }

    /** The parts one after the other, each with its length, so that no two lists of parts give the same bytes. */
    static byte[] bytes(String... parts) {
        ByteString all = ByteString.EMPTY;
        for (String part : parts) {
            all = all.concat(ByteString.copyFromUtf8(part.length() + "\n")).concat(ByteString.copyFromUtf8(part));
        }
        return all.toByteArray();
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
