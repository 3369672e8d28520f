package opcc.tracker.gateway.tracing;

import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/**
 * The W3C trace context of a request: passed on if it is valid, begun anew if there is none or it is not. The gateway
 * records no spans of its own, so the parent's id stays what it was. {@code tracestate}, which may be dropped by the
 * specification, is: it is free text of the caller's, and nothing free goes to the services or their logs.
 */
public final class TraceContext {

    /** The header that carries it, in and on. */
    public static final String HEADER = "traceparent";

    private static final String ATTRIBUTE = TraceContext.class.getName();
    private static final Pattern VALID =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private TraceContext() {}

    /** What the caller sent, if it is valid; otherwise a new one that is not sampled. */
    public static String choose(@Nullable String given) {
        if (given != null && VALID.matcher(given).matches()) {
            return given;
        }
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return "00-" + hex(random.nextLong()) + hex(nonZero(random)) + "-" + hex(nonZero(random)) + "-00";
    }

    /** That of a request. */
    public static String of(ServerWebExchange exchange) {
        String trace = exchange.getAttribute(ATTRIBUTE);
        if (trace == null) {
            trace = choose(exchange.getRequest().getHeaders().getFirst(HEADER));
            exchange.getAttributes().put(ATTRIBUTE, trace);
        }
        return trace;
    }

    private static long nonZero(ThreadLocalRandom random) {
        long value = random.nextLong();
        return value == 0 ? 1 : value;
    }

    private static String hex(long value) {
        String digits = Long.toHexString(value);
        return "0".repeat(16 - digits.length()) + digits;
    }
}
