package opcc.tracker.bench;

/** One of the ways to store outcomes that are compared. */
interface Intake {

    /**
     * Lets {@code callers} at once store batches for {@code millis}, after a moment in which nothing is counted.
     *
     * @param size outcomes in a batch
     * @return outcomes stored per second
     */
    double run(int size, int callers, long millis) throws Exception;
}
