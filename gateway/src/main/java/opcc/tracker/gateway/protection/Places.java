package opcc.tracker.gateway.protection;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import opcc.tracker.gateway.contracts.Urgency;

/**
 * How many calls one address may have in flight. Reads may take a part of the places only, and so may all that is not
 * urgent: however slow lists are, there is a place for an approval.
 */
public final class Places {

    private final Bulkhead all;
    private final Bulkhead unhurried;
    private final Bulkhead reads;

    /** The places at {@code address}. */
    public Places(String address, ProtectionSettings settings) {
        int places = settings.places();
        this.all = bulkhead(address, places);
        this.unhurried = bulkhead(address + " unhurried", share(places, settings.ordinaryShare()));
        this.reads = bulkhead(address + " reads", share(places, settings.readShare()));
    }

    private static int share(int places, int percent) {
        return Math.max(1, places * percent / 100);
    }

    private static Bulkhead bulkhead(String name, int calls) {
        return Bulkhead.of(
                name,
                BulkheadConfig.custom()
                        .maxConcurrentCalls(calls)
                        .maxWaitDuration(Duration.ZERO)
                        .writableStackTraceEnabled(false)
                        .build());
    }

    /** Takes a place, without waiting; false if there is none for calls of this urgency. */
    boolean take(Urgency urgency) {
        List<Bulkhead> taken = new ArrayList<>(3);
        for (Bulkhead each : needed(urgency)) {
            if (!each.tryAcquirePermission()) {
                taken.forEach(Bulkhead::releasePermission);
                return false;
            }
            taken.add(each);
        }
        return true;
    }

    void giveBack(Urgency urgency) {
        needed(urgency).forEach(Bulkhead::releasePermission);
    }

    /** How many more calls could be made now. */
    public int free() {
        return all.getMetrics().getAvailableConcurrentCalls();
    }

    private List<Bulkhead> needed(Urgency urgency) {
        return switch (urgency) {
            case URGENT -> List.of(all);
            case ORDINARY -> List.of(unhurried, all);
            case READ -> List.of(reads, unhurried, all);
        };
    }
}
