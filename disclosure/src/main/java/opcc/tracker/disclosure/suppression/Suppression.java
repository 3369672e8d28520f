package opcc.tracker.disclosure.suppression;

import java.util.List;
import opcc.tracker.disclosure.attack.AttackAudit;
import opcc.tracker.disclosure.attack.Knowledge;
import opcc.tracker.disclosure.attack.OtherTable;
import opcc.tracker.disclosure.attack.Secret;
import opcc.tracker.disclosure.protection.Protected;
import opcc.tracker.disclosure.protection.Protection;
import opcc.tracker.disclosure.protection.Status;
import opcc.tracker.disclosure.table.Table;

/**
 * Protection by leaving cells out, the others exact. What has to stay unproven is said by {@link Criterion}. The loss is made
 * least: the sum over all cells left out, on every margin, of value + 1. Up to {@link #EXACT_UP_TO} published cells the search
 * goes on to the proven least loss, within a fixed amount of work; beyond it a heuristic is used and the bound stated.
 *
 * <p>Whatever the way, the result passes the attack audit before it is given back. No secret seed is needed: the same table
 * always gives the same result.
 */
public final class Suppression implements Protection {
    /** The method's name on the command line and in the summary. */
    public static final String METHOD = "suppression";

    /** Tables of up to this many published cells are searched for a proven optimum. */
    public static final int EXACT_UP_TO = 4_000;

    /** CP-SAT's deterministic units for one table, about half a minute. */
    private static final double WORK = 20;

    private final Criterion criterion;
    private final int exactUpTo;
    private final double patience;

    /** Protects counts of 1 to base - 1, and groups that share one value if asked to. */
    public Suppression(int base, boolean groups) {
        this(new Criterion(base, groups), EXACT_UP_TO, 1);
    }

    Suppression(Criterion criterion, int exactUpTo) {
        this(criterion, exactUpTo, 1);
    }

    /**
     * As above, for somebody who waits.
     *
     * @param exactUpTo no optimum is searched for above so many published cells
     * @param patience the share of the usual work that a search for the optimum may take, 0 to 1
     */
    public Suppression(Criterion criterion, int exactUpTo, double patience) {
        this.criterion = criterion;
        this.exactUpTo = exactUpTo;
        this.patience = patience;
    }

    /**
     * Decides what is left out.
     *
     * @throws ExposedTable if what was found does not pass the attack audit; then nothing may be published
     */
    @Override
    public Protected protect(Table table) {
        List<Secret> secrets = criterion.secrets(table);
        Plan plan = new Plan(table, secrets);
        CubeHeuristic heuristic = new CubeHeuristic(table, plan);
        heuristic.start();
        heuristic.improve();
        boolean[] suppressed = plan.suppressed();
        List<OtherTable> tables = plan.tables();
        long loss = plan.loss();
        long bound = RelationBound.of(table, secrets);
        if (bound < loss && table.publishedCount() <= exactUpTo) {
            ExactSearch.Outcome outcome = new ExactSearch(table, secrets, WORK, patience).from(suppressed, tables);
            suppressed = outcome.suppressed();
            tables = outcome.tables();
            loss = outcome.loss();
            bound = Math.max(bound, outcome.bound());
        }
        int exposed = AttackAudit.attack(Knowledge.of(table, suppressed), secrets, tables)
                .exposed()
                .size();
        if (exposed > 0) {
            throw new ExposedTable(exposed);
        }
        return result(table, secrets, suppressed, loss, bound);
    }

    private Protected result(Table table, List<Secret> secrets, boolean[] suppressed, long loss, long bound) {
        long[] values = new long[table.publishedCount()];
        Status[] statuses = new Status[values.length];
        for (int c = 0; c < values.length; c++) {
            values[c] = suppressed[c] ? 0 : table.value(c);
            statuses[c] = suppressed[c] ? Status.SECONDARY : Status.PUBLISHED;
        }
        for (Secret secret : secrets) {
            statuses[secret.cell()] = Status.PRIMARY;
        }
        return new Protected(METHOD, criterion.base(), values, statuses, loss, bound, bound >= loss);
    }
}
