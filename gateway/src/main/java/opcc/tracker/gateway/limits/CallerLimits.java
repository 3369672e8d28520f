package opcc.tracker.gateway.limits;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import opcc.tracker.gateway.callers.KnownCaller;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What a caller may: a limit of their own, and one for all who hold the same role. */
public final class CallerLimits {

    private final LimitSettings settings;
    private final LimitStore store;
    private final boolean none;

    CallerLimits(LimitSettings settings, LimitStore store) {
        this.settings = settings;
        this.store = store;
        this.none = !settings.caller().isSet()
                && settings.roles().values().stream().noneMatch(Limit::isSet)
                && settings.roleTotals().values().stream().noneMatch(Limit::isSet);
    }

    /** Whether nobody is held to anything. */
    public boolean none() {
        return none;
    }

    private record Asked(String whose, String key, Limit limit) {}

    /** Takes one request; gives the tightest of the limits, or the first that refuses. Empty if none is set. */
    public Mono<Verdict> take(KnownCaller caller) {
        List<Asked> asked = asked(caller);
        if (asked.isEmpty()) {
            return Mono.empty();
        }
        return Flux.fromIterable(asked)
                .concatMap(each ->
                        store.take(each.key, each.limit).map(taken -> new Verdict(each.whose, each.limit, taken)))
                .takeUntil(verdict -> !verdict.granted())
                .reduce((one, other) -> !other.granted() || other.remaining() < one.remaining() ? other : one);
    }

    private List<Asked> asked(KnownCaller caller) {
        List<Asked> asked = new ArrayList<>(2);
        Limit own = caller.roles().stream()
                .sorted()
                .map(role -> settings.roles().get(role))
                .filter(Objects::nonNull)
                .max(Comparator.comparingDouble(Limit::perSecond))
                .orElse(settings.caller());
        if (own.isSet()) {
            asked.add(new Asked("caller", "caller:" + caller.subject(), own));
        }
        for (String role : caller.roles().stream().sorted().toList()) {
            Limit total = settings.roleTotals().get(role);
            if (total != null && total.isSet()) {
                asked.add(new Asked(role, "role:" + role, total));
            }
        }
        return asked;
    }
}
