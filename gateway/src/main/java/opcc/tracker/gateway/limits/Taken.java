package opcc.tracker.gateway.limits;

import java.time.Duration;

/**
 * What came of asking a limit for one request (the generic cell rate algorithm). A limit is kept as one number: the time
 * at which all its requests are free again. Each request moves it on by a step, and it may never be further away than the
 * limit's whole time.
 *
 * @param granted whether the request may go on
 * @param remaining how many more could follow at once
 * @param next how long until one is free, zero if there is
 * @param full how long until all are free
 */
record Taken(boolean granted, long remaining, Duration next, Duration full) {

    /** After a request was granted. {@code free} is the time at which all requests are free again; microseconds. */
    static Taken granted(Limit limit, long now, long free) {
        long left = now + limit.perMicros() - free;
        return new Taken(true, Math.max(0, left / limit.stepMicros()), Duration.ZERO, micros(free - now));
    }

    /** After a request was refused. */
    static Taken refused(Limit limit, long now, long free) {
        return new Taken(false, 0, micros(free + limit.stepMicros() - now - limit.perMicros()), micros(free - now));
    }

    private static Duration micros(long micros) {
        return Duration.ofNanos(Math.max(0, micros) * 1_000);
    }
}
