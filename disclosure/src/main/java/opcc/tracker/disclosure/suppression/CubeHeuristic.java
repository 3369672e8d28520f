package opcc.tracker.disclosure.suppression;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import opcc.tracker.disclosure.attack.OtherTable;
import opcc.tracker.disclosure.table.Table;

/**
 * Suppression of large tables: each secret gets the cheapest cube given what is left out already; then cells are put back,
 * dearest first, where the secrets that lean on them can be hidden otherwise for less.
 */
final class CubeHeuristic {
    private static final int PASSES = 6;
    private static final int MOST_USERS = 60;

    private final Plan plan;
    private final CubeSearch search;

    CubeHeuristic(Table table, Plan plan) {
        this.plan = plan;
        this.search = new CubeSearch(table, new Lattice(table), plan, 6, 6_000);
    }

    /** Gives each secret of the plan that has none its table. */
    void start() {
        Table table = plan.table;
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, plan.secrets.size()).boxed().toList());
        // The secrets that many cells add up to leave the least choice.
        order.sort(Comparator.comparingInt(
                        (Integer s) -> table.partCount(plan.secrets.get(s).cell()))
                .thenComparing(s -> -table.value(plan.secrets.get(s).cell())));
        for (int secret : order) {
            if (plan.tableOf(secret) == null) {
                hide(secret, Long.MAX_VALUE / 4);
            }
        }
    }

    private boolean hide(int secret, long limit) {
        OtherTable found = search.cheapest(plan.secrets.get(secret).doubts(), limit);
        if (found == null) {
            return false;
        }
        plan.use(secret, found);
        return true;
    }

    /** Puts cells back as long as that lessens the loss. */
    void improve() {
        for (int pass = 0; pass < PASSES; pass++) {
            long before = plan.loss();
            IntStream.range(0, plan.table.publishedCount())
                    .filter(c -> plan.isSuppressed(c) && !plan.isPrimary(c))
                    .boxed()
                    .sorted(Comparator.comparingLong((Integer c) -> -Plan.weight(plan.table, c))
                            .thenComparing(c -> c))
                    .forEach(this::putBack);
            if (plan.loss() == before) {
                return;
            }
        }
    }

    private void putBack(int cell) {
        List<Integer> users = plan.usersOf(cell);
        if (users.isEmpty() || users.size() > MOST_USERS) {
            return;
        }
        long before = plan.loss();
        List<OtherTable> old = new ArrayList<>();
        for (int user : users) {
            OtherTable table = plan.tableOf(user);
            if (table != null) {
                old.add(table);
            }
            plan.drop(user);
        }
        plan.forbid(cell);
        boolean hidden = true;
        for (int user : users) {
            hidden = hidden && hide(user, before - plan.loss());
        }
        plan.allow(cell);
        if (!hidden || plan.loss() >= before) {
            for (int k = 0; k < users.size(); k++) {
                plan.use(users.get(k), old.get(k));
            }
        }
    }
}
