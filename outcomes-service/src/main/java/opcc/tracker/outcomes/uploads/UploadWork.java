package opcc.tracker.outcomes.uploads;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import opcc.tracker.kit.idempotency.Command;
import opcc.tracker.kit.idempotency.CommandDigest;
import opcc.tracker.outcomes.records.Batch;
import opcc.tracker.outcomes.records.Fault;
import opcc.tracker.outcomes.records.OutcomeRecord;
import opcc.tracker.outcomes.records.UploadedFile;
import opcc.tracker.outcomes.records.UploadedFile.Progress;
import opcc.tracker.outcomes.store.FaultStore;
import opcc.tracker.outcomes.store.StagedStore;
import opcc.tracker.outcomes.store.StagedStore.Staged;
import opcc.tracker.outcomes.store.UploadStore;
import opcc.tracker.outcomes.store.UploadStore.Hold;
import opcc.tracker.v1.UploadStateEnum.UploadState;

/**
 * The two steps of a file. First its rows are checked, and the good ones staged under pseudonyms, where nobody counts them;
 * this needs the file, which is in memory only. Then what is staged is taken in, batch by batch; this needs the store only, so
 * that any process may go on with it. Each batch has an id that follows from the upload's: twice is once.
 */
final class UploadWork {

    /** Rows of a batch, as many as BatchCreateOutcomes takes. */
    private static final int BATCH = 1000;

    private static final Duration HELD = Duration.ofMinutes(1);

    private final UploadStore uploads;
    private final StagedStore staged;
    private final FaultStore faults;
    private final Function<Batch, List<Integer>> intake;
    private final CommandDigest digest;
    private final Clock clock;
    private final String holder = UUID.randomUUID().toString();

    /**
     * Takes batches in by {@code intake}, which answers the places of records that can't be taken in any more. A batch with the
     * id of an earlier one is nothing new to it.
     */
    UploadWork(
            UploadStore uploads,
            StagedStore staged,
            FaultStore faults,
            Function<Batch, List<Integer>> intake,
            CommandDigest digest,
            Clock clock) {
        this.uploads = uploads;
        this.staged = staged;
        this.faults = faults;
        this.intake = intake;
        this.digest = digest;
        this.clock = clock;
    }

    /** Another process holds the upload by now: this one has been too slow, and must not go on. */
    static final class Overtaken extends RuntimeException {
        Overtaken() {
            super("another process goes on with this upload", null, false, false);
        }
    }

    /** Who this work is done by, from now on for a while. */
    Hold hold() {
        return new Hold(holder, clock.instant().plus(HELD));
    }

    /** Checks the rows of a file, and stages the good ones. Of the upload nothing has been taken in yet. */
    Progress check(UploadedFile upload, OutcomeFile file, RowCheck rows) {
        staged.clear(upload.id());
        faults.clear(upload.id());
        Checking checking = new Checking(upload, rows);
        file.forEachRow(checking::take);
        checking.flush();
        return finishCheck(upload, checking.progress);
    }

    private final class Checking {
        private final UploadedFile upload;
        private final RowCheck rows;
        private final FaultList found;
        private final List<OutcomeRecord> good = new ArrayList<>(BATCH);
        private final List<Integer> lines = new ArrayList<>(BATCH);
        private Progress progress;
        private int batches;

        Checking(UploadedFile upload, RowCheck rows) {
            this.upload = upload;
            this.rows = rows;
            this.found = new FaultList(faults, upload.id());
            this.progress = upload.progress();
        }

        void take(OutcomeFile.Row row) {
            RowCheck.Checked checked = rows.check(row);
            OutcomeRecord record = checked.record();
            if (record == null) {
                found.add(checked.faults());
            } else {
                good.add(record);
                lines.add(row.line());
            }
            progress = progress.read(progress.read() + 1, progress.refused() + (record == null ? 1 : 0));
            if (good.size() == BATCH) {
                stage();
            }
            if (progress.read() % BATCH == 0) {
                found.flush();
                note(upload, progress);
            }
        }

        void flush() {
            found.flush();
            if (!good.isEmpty()) {
                stage();
            }
        }

        private void stage() {
            Command command =
                    new Command(digest.of(Uploads.bytes("batch of an upload", upload.id(), "" + batches)), upload.id());
            // Later rows count as reported later, as those of later batches do.
            Instant receivedAt = upload.createdAt().plusMillis(batches);
            Batch batch = new Batch(command, upload.provider(), receivedAt, rows.settle(good));
            staged.put(upload.id(), new Staged(batches, batches * BATCH, lines, batch));
            batches++;
            good.clear();
            lines.clear();
        }
    }

    private Progress finishCheck(UploadedFile upload, Progress progress) {
        if (upload.allOrNothing() && progress.refused() > 0) {
            staged.clear(upload.id());
            return note(
                    upload,
                    progress.ended(
                            UploadState.FAILED,
                            "Nothing was taken in, as you asked for all rows or none and " + progress.refused() + " of "
                                    + progress.read() + " rows are refused. See the errors.",
                            now()));
        }
        return note(upload, progress.allChecked());
    }

    /** Takes in what is staged of an upload that is checked. Rows of people whom a quarter holds that was frozen since are refused. */
    Progress takeIn(UploadedFile upload, Progress checked) {
        Progress progress = checked;
        Map<Integer, Integer> late = faults.lateRows(upload.id());
        for (Optional<Staged> next = staged.first(upload.id()); next.isPresent(); next = staged.first(upload.id())) {
            Staged first = next.get();
            note(upload, progress); // still ours?
            List<Integer> held = intake.apply(first.batch());
            if (!held.isEmpty()) {
                List<Fault> found = held.stream()
                        .map(place -> RowCheck.frozen(first.lines().get(place)))
                        .toList();
                faults.putLate(upload.id(), first.index(), found);
                late.put(first.index(), held.size());
            }
            int refused = late.values().stream().mapToInt(rows -> rows).sum();
            progress = note(
                    upload,
                    progress.taken(first.before() + first.batch().records().size() - refused));
            staged.remove(upload.id(), first.index());
        }
        progress = progress.read(progress.read(), progress.read() - progress.taken());
        String message = progress.refused() == 0
                ? "All rows are taken in."
                : progress.refused() + " of " + progress.read()
                        + " rows are refused and the others taken in. See the errors; send the refused rows again in a"
                        + " file of their own.";
        return note(upload, progress.ended(UploadState.DONE, message, now()));
    }

    /** Ends an upload that was left behind before its rows were checked, since its file is gone. */
    void giveUp(UploadedFile upload) {
        staged.clear(upload.id());
        faults.clear(upload.id());
        note(
                upload,
                upload.progress()
                        .read(0, 0)
                        .ended(
                                UploadState.FAILED,
                                "The service stopped while it checked the rows, and nothing was taken in. The file is"
                                        + " kept nowhere: send it again.",
                                now()));
    }

    private Progress note(UploadedFile upload, Progress progress) {
        if (!uploads.note(upload.id(), progress, hold())) {
            throw new Overtaken();
        }
        return progress;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
