package opcc.tracker.gateway.security;

import java.util.Map;
import java.util.function.Consumer;
import opcc.tracker.gateway.callers.KnownCaller;
import opcc.tracker.gateway.limits.CallerLimits;
import opcc.tracker.gateway.problems.Problem;
import opcc.tracker.gateway.problems.ProblemException;
import opcc.tracker.v1.Access;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Lets a call in if its token is good, its caller holds a role that the call needs, and has not asked too often. */
@Component
public final class Admission {

    private final CallDoor door;
    private final CallerLimits limits;

    Admission(CallDoor door, CallerLimits limits) {
        this.door = door;
        this.limits = limits;
    }

    /**
     * Looks at a call; gives what the caller is told of their limit, as headers, and ends in a {@link ProblemException} if it may
     * not come in.
     *
     * @param access the rule of the RPC; null for what is open to every caller whose token is good
     * @param known told who calls, as soon as their token was found good
     */
    public Mono<Map<String, String>> of(
            CallDoor.Presented presented, @Nullable Access access, Consumer<KnownCaller> known) {
        return admitted(door.caller(presented), access, known);
    }

    /** As above, for a token that was read from a request's headers. */
    Mono<Map<String, String>> of(PresentedToken presented, Access access, Consumer<KnownCaller> known) {
        return admitted(door.caller(presented), access, known);
    }

    private Mono<Map<String, String>> admitted(
            Mono<KnownCaller> callers, @Nullable Access access, Consumer<KnownCaller> known) {
        return callers.flatMap(caller -> {
            known.accept(caller);
            Problem refusal = access == null ? null : door.refusal(access, caller);
            if (refusal != null) {
                return Mono.error(new ProblemException(refusal));
            }
            return limits.none() ? Mono.just(Map.of()) : limited(caller);
        });
    }

    private Mono<Map<String, String>> limited(KnownCaller caller) {
        return limits.take(caller)
                .flatMap(verdict -> verdict.granted()
                        ? Mono.just(verdict.headers())
                        : Mono.error(new ProblemException(verdict.problem())))
                .defaultIfEmpty(Map.of());
    }
}
