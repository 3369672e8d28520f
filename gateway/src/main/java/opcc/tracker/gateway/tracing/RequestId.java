package opcc.tracker.gateway.tracing;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/** The name of a request, by which caller, gateway and services speak of it. */
public final class RequestId {

    /** The header that carries it, in and out. */
    public static final String HEADER = "X-Request-Id";

    private static final String ATTRIBUTE = RequestId.class.getName();
    private static final Pattern ACCEPTED = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private RequestId() {}

    /** The id that the caller chose, if it is fit for a log; otherwise a new one. */
    public static String choose(@Nullable String wanted) {
        return wanted != null && ACCEPTED.matcher(wanted).matches()
                ? wanted
                : UUID.randomUUID().toString();
    }

    /** The id of a request. */
    public static String of(ServerWebExchange exchange) {
        String id = exchange.getAttribute(ATTRIBUTE);
        if (id == null) {
            id = choose(exchange.getRequest().getHeaders().getFirst(HEADER));
            exchange.getAttributes().put(ATTRIBUTE, id);
        }
        return id;
    }
}
