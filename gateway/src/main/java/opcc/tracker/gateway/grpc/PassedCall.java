package opcc.tracker.gateway.grpc;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import opcc.tracker.gateway.contracts.Rpc;
import opcc.tracker.gateway.problems.GatewayProblems;
import opcc.tracker.gateway.problems.ProblemException;
import opcc.tracker.gateway.protection.Guard.Pass;
import opcc.tracker.gateway.routing.CallHeaders;
import opcc.tracker.gateway.routing.ServiceTarget;
import opcc.tracker.gateway.transcoding.InvalidRequestException;

/** Passes the calls of one RPC on to its service. */
final class PassedCall implements ServerCallHandler<byte[], byte[]> {

    private final Rpc rpc;
    private final MethodDescriptor<byte[], byte[]> method;
    private final ServiceTarget target;
    private final Duration longest;
    private final long largest;

    /**
     * For one RPC.
     *
     * @param longest how long a call may take
     * @param largest the most bytes of a message of the caller
     */
    PassedCall(Rpc rpc, ServiceTarget target, Duration longest, long largest) {
        this.rpc = rpc;
        this.method = PassedMethods.descriptor(rpc);
        this.target = target;
        this.longest = longest;
        this.largest = largest;
    }

    @Override
    public ServerCall.Listener<byte[]> startCall(ServerCall<byte[], byte[]> call, Metadata headers) {
        CallFacts facts = CallFacts.KEY.get();
        List<String> keys = new ArrayList<>();
        Iterable<String> given = headers.getAll(CallHeaders.IDEMPOTENCY);
        if (given != null) {
            given.forEach(keys::add);
        }
        try {
            Metadata onward =
                    CallHeaders.of(headers.get(CallHeaders.AUTHORIZATION), keys, facts.requestId(), facts.trace());
            Pass pass = target.enter(rpc);
            Deadline deadline = deadline();
            Duration allowed = Duration.ofNanos(deadline.timeRemaining(TimeUnit.NANOSECONDS));
            ClientCall<byte[], byte[]> passed =
                    target.channel().newCall(method, CallOptions.DEFAULT.withDeadline(deadline));
            return new Passage(
                            call,
                            passed,
                            largest,
                            pass::answers,
                            (status, trailers) -> target.ended(pass, status, trailers, allowed))
                    .begin(onward);
        } catch (InvalidRequestException invalid) {
            Refused.close(call, GatewayProblems.invalid(invalid.violations()));
        } catch (ProblemException refused) {
            Refused.close(call, refused.problem());
        }
        return Refused.listener();
    }

    private Deadline deadline() {
        Deadline longestAllowed = Deadline.after(longest.toMillis(), TimeUnit.MILLISECONDS);
        Deadline wanted = Context.current().getDeadline();
        return wanted == null ? longestAllowed : wanted.minimum(longestAllowed);
    }
}
