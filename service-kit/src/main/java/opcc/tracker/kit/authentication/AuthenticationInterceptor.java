package opcc.tracker.kit.authentication;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.health.v1.HealthGrpc;
import java.util.List;
import opcc.tracker.kit.refusal.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Lets a call, and each message of a stream, in only with a good token; health alone is open, since probes have none. A
 * token that is bound to a key comes as {@code DPoP}: its sender proved to the gateway that they hold the key (decision 0150).
 */
public final class AuthenticationInterceptor implements ServerInterceptor {

    /** The caller's token, {@code Bearer ...} or {@code DPoP ...}. */
    public static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private static final String BEARER = "Bearer ";
    private static final String BOUND = "DPoP ";
    private static final Context.Key<Presented> PRESENTED = Context.key("token");

    private final TokenVerifier verifier;

    /** A token, and whether it came as bound to a key. */
    private record Presented(String token, boolean bound) {
        static Presented of(@Nullable String header) {
            String sent = header == null ? "" : header;
            for (String scheme : List.of(BEARER, BOUND)) {
                if (sent.regionMatches(true, 0, scheme, 0, scheme.length())) {
                    return new Presented(sent.substring(scheme.length()).strip(), scheme.equals(BOUND));
                }
            }
            throw Refusal.unauthenticated("Sign in first: the request has no access token.");
        }

        String header() {
            return (bound ? BOUND : BEARER) + token;
        }
    }

    /** Uses {@code verifier} for every call. */
    public AuthenticationInterceptor(TokenVerifier verifier) {
        this.verifier = verifier;
    }

    /** What the present caller's call carries as {@link #AUTHORIZATION}, for a call to another service in their name. */
    public static String currentAuthorization() {
        Presented presented = PRESENTED.get();
        if (presented == null) {
            throw new IllegalStateException("no authenticated call");
        }
        return presented.header();
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        if (HealthGrpc.SERVICE_NAME.equals(call.getMethodDescriptor().getServiceName())) {
            return next.startCall(call, headers);
        }
        Presented presented = Presented.of(headers.get(AUTHORIZATION));
        Caller caller = verifier.verify(presented.token(), presented.bound());
        ServerCall.Listener<Q> admitted = Contexts.interceptCall(
                caller.in(Context.current().withValue(PRESENTED, presented)), call, headers, next);
        return call.getMethodDescriptor().getType().clientSendsOneMessage()
                ? admitted
                : new StillGood<>(admitted, presented);
    }

    /** Looks at the token again at each message: a stream lasts longer than a call, and must not outlast its token. */
    private final class StillGood<Q> extends SimpleForwardingServerCallListener<Q> {
        private final Presented presented;

        StillGood(ServerCall.Listener<Q> delegate, Presented presented) {
            super(delegate);
            this.presented = presented;
        }

        @Override
        public void onMessage(Q message) {
            verifier.verify(presented.token(), presented.bound());
            super.onMessage(message);
        }
    }
}
