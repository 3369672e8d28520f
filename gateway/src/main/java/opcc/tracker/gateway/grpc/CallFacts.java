package opcc.tracker.gateway.grpc;

import io.grpc.Context;
import java.util.concurrent.atomic.AtomicReference;
import opcc.tracker.gateway.callers.KnownCaller;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a call under way.
 *
 * @param requestId its name in logs
 * @param trace its {@code traceparent}
 * @param method its name, if there is such a method; otherwise a dash, since strangers may write anything there
 * @param caller who makes it, once known
 */
record CallFacts(String requestId, String trace, String method, AtomicReference<@Nullable KnownCaller> caller) {

    /** Where they are while the call is worked on. */
    static final Context.Key<CallFacts> KEY =
            Context.keyWithDefault("facts", new CallFacts("-", "-", "-", new AtomicReference<>()));
}
