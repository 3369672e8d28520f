package opcc.tracker.gateway.transcoding;

/** A value does not fit its field. The message reads on after the field's name and never holds the value. */
final class UnfitValueException extends Exception {

    private static final long serialVersionUID = 1L;

    UnfitValueException(String description) {
        super(description, null, false, false);
    }

    String description() {
        return String.valueOf(getMessage());
    }
}
