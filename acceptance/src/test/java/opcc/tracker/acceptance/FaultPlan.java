package opcc.tracker.acceptance;

import java.time.Duration;

/**
 * What goes wrong in a fault run, in this order, so many times.
 *
 * @param rounds how often all of it
 * @param kills replicas killed, one after another
 * @param slow how long the database is slow
 * @param stalled how long it takes requests and answers none; zero for not at all
 * @param away how long it is not there
 * @param killWhileAway whether a replica is killed meanwhile, so that it starts without a database
 */
record FaultPlan(int rounds, int kills, Duration slow, Duration stalled, Duration away, boolean killWhileAway) {

    /** Part of every build. */
    private static final FaultPlan SHORT =
            new FaultPlan(1, 3, Duration.ofSeconds(3), Duration.ZERO, Duration.ofSeconds(5), false);

    /** What issue 3 asks for: {@code -Dtracker.faults=true}, and {@code tracker.faults.rounds} for more of it. */
    private static FaultPlan whole(int rounds) {
        return new FaultPlan(rounds, 10, Duration.ofSeconds(4), Duration.ofSeconds(8), Duration.ofSeconds(8), true);
    }

    /** The plan that was asked for. */
    static FaultPlan chosen() {
        return Boolean.getBoolean("tracker.faults") ? whole(Integer.getInteger("tracker.faults.rounds", 1)) : SHORT;
    }

    boolean stalls() {
        return stalled.isPositive();
    }
}
