package opcc.tracker.funds.files;

import com.google.rpc.Code;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import opcc.tracker.kit.refusal.Refusal;
import org.springframework.stereotype.Component;

/**
 * Makes the clean copy of a file that is kept in its place. What is inside is believed, not what its sender says it is;
 * a picture is decoded and encoded anew, so that nothing but the picture is left.
 */
@Component
public final class FileCleaner {

    /** The largest file that is taken, in bytes: 5 MiB. */
    public static final int LARGEST = 5 << 20;

    /** The largest clean copy, which a lossless format may make larger than what came. */
    private static final int LARGEST_COPY = 8 << 20;

    private static final int PATIENCE_SECONDS = 5;

    /** A large picture takes 150 MB while it is cleaned: one at a time. */
    private final Semaphore turn = new Semaphore(1, true);

    /**
     * The clean copy.
     *
     * @param contentType what the sender says it is; must be true
     * @throws BadFile saying why the file is not taken
     * @throws Refusal UNAVAILABLE if others are before this one for too long
     */
    public CleanFile clean(String contentType, byte[] content) throws BadFile {
        if (content.length > LARGEST) {
            throw new BadFile(String.format(
                    Locale.UK,
                    "has %.1f MB; at most %d MB are taken",
                    Math.ceil(content.length / 104857.6) / 10,
                    LARGEST >> 20));
        }
        FileKind kind = FileKind.of(content);
        if (!kind.contentType().equals(contentType)) {
            throw new BadFile("is a " + kind.words() + ", but its content type does not say " + kind.contentType());
        }
        awaitTurn();
        try {
            CleanFile clean = kind == FileKind.PDF ? Pdfs.clean(content) : Pictures.clean(kind, content);
            if (clean.content().length > LARGEST_COPY) {
                throw new BadFile("is too large once it is unpacked; save it smaller, or as JPEG");
            }
            return clean;
        } finally {
            turn.release();
        }
    }

    private void awaitTurn() {
        try {
            if (turn.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.of(Code.CANCELLED, "CANCELLED", "The call was given up.", Map.of());
        }
        throw Refusal.unavailable("BUSY", "Too many receipts are coming in at this moment. Try again.", 5);
    }
}
