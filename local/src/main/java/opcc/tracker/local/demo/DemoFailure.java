package opcc.tracker.local.demo;

/** The demonstration data could not be loaded. The message says which call was refused and why. */
public final class DemoFailure extends Exception {
    private static final long serialVersionUID = 1L;

    public DemoFailure(String message) {
        super(message);
    }
}
