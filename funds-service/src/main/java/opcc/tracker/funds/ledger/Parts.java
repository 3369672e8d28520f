package opcc.tracker.funds.ledger;

import java.util.ArrayList;
import java.util.List;

/**
 * An amount split over the pots that it comes from, in an order that counts: what is reserved first is paid first, and
 * what was paid last comes back first.
 *
 * @param list the parts, each above zero
 */
public record Parts(List<Part> list) {

    /** Nothing. */
    public static final Parts NONE = new Parts(List.of());

    /**
     * Pence of one pot.
     *
     * @param pot the pot
     * @param amount pence, at least 1
     */
    public record Part(Pot pot, long amount) {
        /** Refuses what is no amount. */
        public Part {
            if (amount <= 0) {
                throw new IllegalArgumentException("a part of " + amount + " pence");
            }
        }
    }

    /** Copies the list. */
    public Parts {
        list = List.copyOf(list);
    }

    /** All of {@code amount} from one pot. */
    public static Parts of(Pot pot, long amount) {
        return new Parts(List.of(new Part(pot, amount)));
    }

    /** In pence. */
    public long sum() {
        return list.stream().mapToLong(Part::amount).reduce(0, Math::addExact);
    }

    /** The first {@code amount} pence of these, which must hold as much. */
    public Parts first(long amount) {
        List<Part> taken = new ArrayList<>();
        long open = amount;
        for (Part part : list) {
            long here = Math.min(open, part.amount);
            if (here > 0) {
                taken.add(new Part(part.pot, here));
                open -= here;
            }
        }
        if (open > 0) {
            throw new IllegalArgumentException(amount + " pence of " + sum());
        }
        return new Parts(taken);
    }

    /** The last {@code amount} pence of these, the very last first. */
    public Parts last(long amount) {
        return new Parts(list.reversed()).first(amount);
    }

    /** These and then {@code more}. */
    public Parts plus(Parts more) {
        List<Part> all = new ArrayList<>(list);
        all.addAll(more.list);
        return new Parts(all);
    }

    /**
     * These without {@code less}, pot by pot, from the front.
     *
     * @throws IllegalArgumentException if they do not hold it
     */
    public Parts minus(Parts less) {
        List<Part> left = new ArrayList<>(list);
        less.list.forEach(part -> take(left, part));
        return new Parts(left);
    }

    private static void take(List<Part> left, Part less) {
        long open = less.amount;
        for (int i = 0; open > 0 && i < left.size(); ) {
            Part here = left.get(i);
            if (!here.pot.equals(less.pot)) {
                i++;
            } else if (here.amount <= open) {
                left.remove(i);
                open -= here.amount;
            } else {
                left.set(i, new Part(here.pot, here.amount - open));
                open = 0;
            }
        }
        if (open > 0) {
            throw new IllegalArgumentException("more of " + less.pot + " than there is");
        }
    }
}
