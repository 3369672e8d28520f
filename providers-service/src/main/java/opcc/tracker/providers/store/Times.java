package opcc.tracker.providers.store;

import com.google.protobuf.Timestamp;
import java.time.Instant;

/** Times as the messages and as the documents hold them: to the millisecond. */
public final class Times {

    private Times() {}

    /** The time as a message, cut to the millisecond. */
    public static Timestamp timestamp(Instant instant) {
        Instant stored = Instant.ofEpochMilli(instant.toEpochMilli());
        return Timestamp.newBuilder()
                .setSeconds(stored.getEpochSecond())
                .setNanos(stored.getNano())
                .build();
    }

    static Instant instant(Timestamp time) {
        return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    }
}
