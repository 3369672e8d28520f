package opcc.tracker.gateway.routing;

import io.grpc.CallOptions;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import opcc.tracker.gateway.transcoding.InvalidRequestException;
import org.springframework.http.HttpHeaders;

/** How long a call may take: as long as the gateway lets calls of its kind, or less if the caller asks for that. */
final class CallTime {

    /** The header by which a caller asks: seconds, with decimals. */
    static final String HEADER = "X-Request-Timeout";

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");

    private CallTime() {}

    /**
     * The options of a call with its deadline.
     *
     * @param most what the gateway gives
     * @throws InvalidRequestException naming the header, if it is no number of seconds above zero
     */
    static CallOptions options(HttpHeaders headers, Duration most) {
        List<String> asked = headers.getOrEmpty(HEADER);
        if (asked.isEmpty()) {
            return CallOptions.DEFAULT.withDeadlineAfter(most.toNanos(), TimeUnit.NANOSECONDS);
        }
        long nanos = nanos(asked);
        return CallOptions.DEFAULT.withDeadlineAfter(Math.min(nanos, most.toNanos()), TimeUnit.NANOSECONDS);
    }

    private static long nanos(List<String> asked) {
        if (asked.size() == 1 && SECONDS.matcher(asked.getFirst()).matches()) {
            long nanos = new BigDecimal(asked.getFirst()).movePointRight(9).longValue();
            if (nanos > 0) {
                return nanos;
            }
        }
        throw new InvalidRequestException(HEADER, "must be one header with a number of seconds above zero such as 2.5");
    }
}
