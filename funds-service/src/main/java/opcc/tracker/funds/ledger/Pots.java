package opcc.tracker.funds.ledger;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import opcc.tracker.v1.EntryKindEnum.EntryKind;

/**
 * A fund's money by the pots that it is ring-fenced to. Each pot has totals of its own, none of which is ever below zero,
 * and together they are the fund's.
 *
 * @param totals by pot, in the order in which the pots were first allocated to
 */
public record Pots(Map<Pot, Totals> totals) {

    /** A fund without money. */
    public static final Pots NONE = new Pots(Map.of());

    /** Copies the map. */
    public Pots {
        totals = Collections.unmodifiableMap(new LinkedHashMap<>(totals));
    }

    /**
     * The pots after an entry that says {@code fact}.
     *
     * @throws IllegalArgumentException if its parts do not add up to its amount, or a pot would be below zero
     */
    public Pots after(Entry.Fact fact) {
        if (fact.parts().sum() != fact.amount()) {
            throw new IllegalArgumentException("parts of " + fact.parts().sum() + " pence for " + fact.amount());
        }
        boolean carries = fact.content() instanceof Content.YearClosed;
        if (fact.amount() == 0 && !carries) {
            return this;
        }
        Map<Pot, Totals> next = new LinkedHashMap<>(totals);
        fact.parts().list().forEach(part -> move(next, part.pot(), fact.kind(), part.amount()));
        if (fact.content() instanceof Content.YearClosed closed) {
            closed.carriedForward().list().forEach(part -> {
                move(next, part.pot(), EntryKind.YEAR_CLOSED, part.amount());
                move(next, closed.following(part.pot()), EntryKind.ALLOCATED, part.amount());
            });
        }
        return new Pots(next);
    }

    private static void move(Map<Pot, Totals> pots, Pot pot, EntryKind kind, long amount) {
        pots.put(pot, pots.getOrDefault(pot, Totals.ZERO).after(kind, amount));
    }

    /** The totals of the pots that {@code which} holds for, added up. */
    public Totals sum(Predicate<Pot> which) {
        return totals.entrySet().stream()
                .filter(each -> which.test(each.getKey()))
                .map(Map.Entry::getValue)
                .reduce(Totals.ZERO, Totals::plus);
    }

    /**
     * {@code amount} pence of what is available in the pots that {@code which} holds for, the earliest allocated first.
     *
     * @throws IllegalArgumentException if they do not hold as much
     */
    public Parts take(long amount, Predicate<Pot> which) {
        return available(which).first(amount);
    }

    /** All that is available in the pots that {@code which} holds for. */
    public Parts available(Predicate<Pot> which) {
        List<Parts.Part> parts = new ArrayList<>();
        totals.forEach((pot, each) -> {
            if (which.test(pot) && each.available() > 0) {
                parts.add(new Parts.Part(pot, each.available()));
            }
        });
        return new Parts(parts);
    }
}
