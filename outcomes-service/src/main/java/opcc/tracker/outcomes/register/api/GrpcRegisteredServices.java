package opcc.tracker.outcomes.register.api;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.grpc.Channel;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import opcc.tracker.kit.authentication.Caller;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.outcomes.calls.api.CallGuard;
import opcc.tracker.outcomes.calls.api.InTheCallersName;
import opcc.tracker.outcomes.register.RegisteredService;
import opcc.tracker.outcomes.register.RegisteredServices;
import opcc.tracker.v1.GetServiceRequest;
import opcc.tracker.v1.ProvidersServiceGrpc;
import opcc.tracker.v1.ProvidersServiceGrpc.ProvidersServiceBlockingStub;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The services of the register, asked of providers-service with the caller's own token: who may not see a service there
 * does not find it here. The caller's deadline goes along. What was found is remembered for a few seconds for the same
 * caller.
 */
public final class GrpcRegisteredServices implements RegisteredServices {

    private static final Logger log = LoggerFactory.getLogger(GrpcRegisteredServices.class);
    private static final int RETRY_AFTER_SECONDS = 2;

    private final ProvidersServiceBlockingStub register;
    private final CallGuard guard = new CallGuard("register");
    private final ShortMemory<Question, RegisteredService> memory;

    private record Question(String subject, String service) {}

    /** Asks over {@code channel}. */
    public GrpcRegisteredServices(Channel channel, Clock clock) {
        this.register = ProvidersServiceGrpc.newBlockingStub(channel);
        this.memory = new ShortMemory<>(clock, Duration.ofSeconds(5), 10_000);
    }

    @Override
    public Optional<RegisteredService> find(String name) {
        Question question = new Question(Caller.current().subject(), name);
        Optional<RegisteredService> known = memory.recall(question);
        if (known.isPresent()) {
            return known;
        }
        Optional<RegisteredService> found = ask(name);
        found.ifPresent(service -> memory.keep(question, service));
        return found;
    }

    private Optional<RegisteredService> ask(String name) {
        GetServiceRequest request = GetServiceRequest.newBuilder().setName(name).build();
        try {
            return Optional.of(RegisteredService.of(
                    guard.call(() -> InTheCallersName.calling(register).getService(request))));
        } catch (CallNotPermittedException e) {
            throw unavailable();
        } catch (StatusRuntimeException e) {
            Code code = e.getStatus().getCode();
            if (code == Code.NOT_FOUND) {
                return Optional.empty();
            }
            if (CallGuard.isAnswer(code)) {
                throw StatusProto.toStatusRuntimeException(
                        StatusProto.fromThrowable(e)); // without the other call's headers
            }
            log.warn("providers-service did not answer: {}", code);
            throw unavailable();
        }
    }

    private static Refusal unavailable() {
        return Refusal.unavailable(
                "REGISTER_UNAVAILABLE",
                "The register of services does not answer at the moment, so nothing was stored. Try again in a moment.",
                RETRY_AFTER_SECONDS);
    }
}
