package opcc.tracker.kit.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until it is set. */
public final class TestClock extends Clock {

    private volatile Instant now;

    /** Stands at {@code now}. */
    public TestClock(Instant now) {
        this.now = now;
    }

    /** Sets the clock. */
    public void set(Instant instant) {
        now = instant;
    }

    /** Lets time go by. */
    public void pass(Duration time) {
        set(now.plus(time));
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("give the zone where the time is read");
    }
}
