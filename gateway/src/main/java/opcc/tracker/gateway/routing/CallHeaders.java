package opcc.tracker.gateway.routing;

import io.grpc.Metadata;
import java.util.List;
import java.util.regex.Pattern;
import opcc.tracker.gateway.tracing.RequestId;
import opcc.tracker.gateway.tracing.TraceContext;
import opcc.tracker.gateway.transcoding.InvalidRequestException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

/** The headers that travel on to a service, and no others. */
public final class CallHeaders {

    /** The header that makes a repeated write safe. */
    public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private static final Pattern VISIBLE_ASCII = Pattern.compile("[\\x21-\\x7e]{1,128}");

    /** The key of the caller's token. */
    public static final Metadata.Key<String> AUTHORIZATION = key("authorization");
    /** The key of {@link #IDEMPOTENCY_KEY}. */
    public static final Metadata.Key<String> IDEMPOTENCY = key("idempotency-key");

    private static final Metadata.Key<String> REQUEST_ID = key("x-request-id");
    private static final Metadata.Key<String> TRACE = key("traceparent");

    private CallHeaders() {}

    /**
     * The metadata of the call.
     *
     * @throws InvalidRequestException naming the header that is not well-formed
     */
    static Metadata of(ServerWebExchange exchange) {
        return of(exchange.getRequest().getHeaders(), RequestId.of(exchange), TraceContext.of(exchange));
    }

    /** The metadata of a call by a request with these headers, as above. */
    static Metadata of(HttpHeaders headers, String requestId, String trace) {
        return of(headers.getFirst(HttpHeaders.AUTHORIZATION), headers.getOrEmpty(IDEMPOTENCY_KEY), requestId, trace);
    }

    /**
     * The metadata of a call with these headers.
     *
     * @throws InvalidRequestException naming the header that is not well-formed
     */
    public static Metadata of(
            @Nullable String authorization, List<String> idempotencyKeys, String requestId, String trace) {
        Metadata metadata = new Metadata();
        put(metadata, AUTHORIZATION, authorization);
        put(metadata, IDEMPOTENCY, idempotencyKey(idempotencyKeys));
        put(metadata, REQUEST_ID, requestId);
        put(metadata, TRACE, trace);
        return metadata;
    }

    private static @Nullable String idempotencyKey(List<String> values) {
        if (values.isEmpty()) {
            return null;
        }
        if (values.size() > 1 || !VISIBLE_ASCII.matcher(values.getFirst()).matches()) {
            throw new InvalidRequestException(
                    IDEMPOTENCY_KEY, "must be one header of 1 to 128 visible ASCII characters without spaces");
        }
        return values.getFirst();
    }

    private static void put(Metadata metadata, Metadata.Key<String> key, @Nullable String value) {
        if (value != null) {
            metadata.put(key, value);
        }
    }

    private static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }
}
