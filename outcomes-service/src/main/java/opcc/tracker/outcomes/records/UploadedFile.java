package opcc.tracker.outcomes.records;

import java.time.Instant;
import opcc.tracker.v1.UploadStateEnum.UploadState;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a file of outcomes: how far it came, and nothing of its text.
 *
 * @param id follows from provider, service and content under the service's secret
 * @param provider whose file it is, {@code providers/...}
 * @param service of all its rows, {@code services/...}; empty if the rows say it
 * @param allOrNothing nothing is taken in if any row is refused
 * @param createdAt when it came, to the millisecond; when it came last if it had failed before
 * @param progress how far it came
 */
public record UploadedFile(
        String id, String provider, String service, boolean allOrNothing, Instant createdAt, Progress progress) {

    /** The resource name, {@code uploads/...}. */
    public String name() {
        return name(id);
    }

    /** The resource name of the upload with this id. */
    public static String name(String id) {
        return "uploads/" + id;
    }

    /**
     * How far a file came.
     *
     * @param state running, done or failed
     * @param checked all rows are checked and the good ones wait to be taken in, or are
     * @param total rows of the file
     * @param read rows that are checked
     * @param taken rows that are stored as outcomes
     * @param refused rows with faults
     * @param message what the sender should know
     * @param finishedAt when it was done or failed; null while it runs
     */
    public record Progress(
            UploadState state,
            boolean checked,
            int total,
            int read,
            int taken,
            int refused,
            String message,
            @Nullable Instant finishedAt) {

        /** Of a file that has come and is not looked at yet. */
        public static Progress begun(int total) {
            return new Progress(UploadState.RUNNING, false, total, 0, 0, 0, "", null);
        }

        /** With so many rows checked. */
        public Progress read(int rows, int refusedRows) {
            return new Progress(state, checked, total, rows, taken, refusedRows, message, finishedAt);
        }

        /** All rows are checked. */
        public Progress allChecked() {
            return new Progress(state, true, total, read, taken, refused, message, finishedAt);
        }

        /** With so many rows stored. */
        public Progress taken(int rows) {
            return new Progress(state, checked, total, read, rows, refused, message, finishedAt);
        }

        /** Ended. */
        public Progress ended(UploadState last, String why, Instant at) {
            return new Progress(last, checked, total, read, taken, refused, why, at);
        }
    }
}
