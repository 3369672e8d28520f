package opcc.tracker.gateway.routing;

import io.grpc.Metadata;
import java.util.List;
import java.util.regex.Pattern;
import opcc.tracker.gateway.tracing.RequestId;
import opcc.tracker.gateway.transcoding.InvalidRequestException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

/** The headers that travel on to a service, and no others. */
final class CallHeaders {

    /** The header that makes a repeated write safe. */
    static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private static final Pattern VISIBLE_ASCII = Pattern.compile("[\\x21-\\x7e]{1,128}");
    private static final Pattern TRACE_PARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private static final Metadata.Key<String> AUTHORIZATION = key("authorization");
    private static final Metadata.Key<String> IDEMPOTENCY = key("idempotency-key");
    private static final Metadata.Key<String> REQUEST_ID = key("x-request-id");
    private static final Metadata.Key<String> TRACE = key("traceparent");

    private CallHeaders() {}

    /**
     * The metadata of the call.
     *
     * @throws InvalidRequestException naming the header that is not well-formed
     */
    static Metadata of(ServerWebExchange exchange) {
        HttpHeaders headers = exchange.getRequest().getHeaders();
        Metadata metadata = new Metadata();
        put(metadata, AUTHORIZATION, headers.getFirst(HttpHeaders.AUTHORIZATION));
        put(metadata, IDEMPOTENCY, idempotencyKey(headers.getOrEmpty(IDEMPOTENCY_KEY)));
        put(metadata, REQUEST_ID, RequestId.of(exchange));
        String trace = headers.getFirst("traceparent");
        put(metadata, TRACE, trace != null && TRACE_PARENT.matcher(trace).matches() ? trace : null);
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
