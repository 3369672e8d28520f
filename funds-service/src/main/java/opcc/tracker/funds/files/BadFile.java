package opcc.tracker.funds.files;

/** A file that is not taken. The message goes on after "The file ..." in words that its sender understands. */
public final class BadFile extends Exception {

    BadFile(String message) {
        super(message, null, false, false);
    }
}
