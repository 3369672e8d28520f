package opcc.tracker.gateway.grpc;

import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import opcc.tracker.gateway.problems.GatewayProblems;
import opcc.tracker.gateway.problems.ProblemException;
import opcc.tracker.gateway.routing.CallHeaders;
import opcc.tracker.gateway.security.Admission;
import opcc.tracker.gateway.security.CallDoor;
import opcc.tracker.v1.Access;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets native calls in by {@link Admission}. */
final class AdmittedCalls implements ServerInterceptor {

    private static final Logger LOG = LoggerFactory.getLogger(AdmittedCalls.class);
    private static final Metadata.Key<String> PROOF = Metadata.Key.of("dpop", Metadata.ASCII_STRING_MARSHALLER);
    private static final String HEALTH = "grpc.health.v1.Health/";

    private final Admission admission;
    private final Map<String, Access> access;

    /** @param access the rule of each method; a method without one is open to every caller whose token is good, for who
     *     asks for what does not exist learns so */
    AdmittedCalls(Admission admission, Map<String, Access> access) {
        this.admission = admission;
        this.access = Map.copyOf(access);
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        String method = call.getMethodDescriptor().getFullMethodName();
        Access rule = access.get(method);
        if (isHealth(method) || Reflection.EVERYBODY.equals(rule)) {
            return next.startCall(call, headers);
        }
        Context context = Context.current();
        DeferredListener<Q> listener = new DeferredListener<>(failure -> context.run(() -> refuse(call, failure)));
        CallFacts facts = CallFacts.KEY.get();
        admission
                .of(presented(call, headers), rule, caller -> facts.caller().set(caller))
                .subscribe(
                        admitted -> listener.begin(() -> {
                            Context before = context.attach();
                            try {
                                return next.startCall(call, headers);
                            } finally {
                                context.detach(before);
                            }
                        }),
                        failure -> context.run(() -> refuse(call, failure)));
        return listener;
    }

    /** Asked by whoever leads callers here, who has no token. */
    static boolean isHealth(String method) {
        return method.startsWith(HEALTH);
    }

    private static CallDoor.Presented presented(ServerCall<?, ?> call, Metadata headers) {
        Iterable<String> given = headers.getAll(PROOF);
        List<String> proofs = new ArrayList<>();
        if (given != null) {
            given.forEach(proofs::add);
        }
        return new CallDoor.Presented(
                headers.get(CallHeaders.AUTHORIZATION),
                proofs,
                call.getMethodDescriptor().getFullMethodName(),
                call.getAuthority());
    }

    private static void refuse(ServerCall<?, ?> call, Throwable failure) {
        if (failure instanceof ProblemException known) {
            Refused.close(call, known.problem());
            return;
        }
        LOG.error(
                "Call {} failed inside the gateway: {}",
                CallFacts.KEY.get().requestId(),
                failure.getClass().getName());
        Refused.close(call, GatewayProblems.internal());
    }
}
