package opcc.tracker.funds.files;

import java.util.List;

/**
 * A file that may be kept.
 *
 * @param kind what it is
 * @param content its bytes; not to be changed
 * @param removed what was taken out of the file that came, in words
 */
public record CleanFile(FileKind kind, byte[] content, List<String> removed) {

    /** Copies the list. */
    public CleanFile {
        removed = List.copyOf(removed);
    }
}
