package opcc.tracker.gatewaybench;

/** One connection, with one call at a time. */
interface Caller extends AutoCloseable {

    /** Calls and waits for the answer; whether it was the right one. */
    boolean call() throws Exception;

    @Override
    void close() throws Exception;
}
