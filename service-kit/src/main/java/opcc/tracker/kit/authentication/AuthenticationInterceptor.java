package opcc.tracker.kit.authentication;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.health.v1.HealthGrpc;
import opcc.tracker.kit.refusal.Refusal;

/** Lets a call, and each message of a stream, in only with a good bearer token; health alone is open, since probes have none. */
public final class AuthenticationInterceptor implements ServerInterceptor {

    /** The caller's token, {@code Bearer ...}. */
    public static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private static final String SCHEME = "Bearer ";
    private static final Context.Key<String> TOKEN = Context.key("token");

    private final TokenVerifier verifier;

    /** Uses {@code verifier} for every call. */
    public AuthenticationInterceptor(TokenVerifier verifier) {
        this.verifier = verifier;
    }

    /** The present caller's token, for a call to another service in the caller's name. */
    public static String currentToken() {
        String token = TOKEN.get();
        if (token == null) {
            throw new IllegalStateException("no authenticated call");
        }
        return token;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        if (HealthGrpc.SERVICE_NAME.equals(call.getMethodDescriptor().getServiceName())) {
            return next.startCall(call, headers);
        }
        String header = headers.get(AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw Refusal.unauthenticated("Sign in first: the request has no bearer token.");
        }
        String token = header.substring(SCHEME.length()).strip();
        Caller caller = verifier.verify(token);
        ServerCall.Listener<Q> admitted =
                Contexts.interceptCall(caller.in(Context.current().withValue(TOKEN, token)), call, headers, next);
        return call.getMethodDescriptor().getType().clientSendsOneMessage()
                ? admitted
                : new StillGood<>(admitted, token);
    }

    /** Looks at the token again at each message: a stream lasts longer than a call, and must not outlast its token. */
    private final class StillGood<Q> extends SimpleForwardingServerCallListener<Q> {
        private final String token;

        StillGood(ServerCall.Listener<Q> delegate, String token) {
            super(delegate);
            this.token = token;
        }

        @Override
        public void onMessage(Q message) {
            verifier.verify(token);
            super.onMessage(message);
        }
    }
}
