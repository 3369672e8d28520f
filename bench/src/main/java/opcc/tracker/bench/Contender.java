package opcc.tracker.bench;

/** One of the ways that are compared. */
interface Contender {

    /**
     * Lets {@code callers} at once work for {@code millis}, after a moment in which nothing is counted.
     *
     * @param funds over how many funds, 1 or {@link LedgerBench#WIDE}
     * @return commands done per second
     */
    double run(int funds, int callers, long millis) throws Exception;
}
