package opcc.tracker.disclosure.attack;

import com.google.ortools.Loader;
import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPObjective;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPVariable;
import org.jspecify.annotations.Nullable;

/**
 * Looks for another table that hides a secret and changes what is cheapest to leave out: first near the secret, then further
 * out. What it finds is checked in whole numbers.
 */
public final class CheapestTable {
    private static final int[] REACHES = {200, 1_000, Integer.MAX_VALUE};
    private static final double WORK = 20;
    /** What a change costs where it is free: nothing is changed without need. */
    private static final double FREE = 1e-3;

    static {
        Loader.loadNativeLibraries();
    }

    private CheapestTable() {}

    /**
     * The cheapest table found; null if none was.
     *
     * @param open what is known if everything that may still be left out is left out
     * @param costs by cell, what leaving it out costs; 0 if it is left out already
     */
    public static @Nullable OtherTable find(Knowledge open, Secret secret, long[] costs) {
        for (int reach : REACHES) {
            OtherTable best = null;
            boolean whole = true;
            for (Doubt doubt : secret.doubts()) {
                Part part = reach == Integer.MAX_VALUE
                        ? Part.whole(open, doubt.cells())
                        : Part.around(open, doubt.cells(), reach);
                whole &= part.whole;
                OtherTable found = part.cells.length == 0 ? null : find(part, doubt, costs);
                if (found != null && (best == null || cost(found, costs) < cost(best, costs))) {
                    best = found;
                }
            }
            if (best != null || whole) {
                return best;
            }
        }
        return null;
    }

    private static long cost(OtherTable table, long[] costs) {
        long cost = 0;
        for (int cell : table.cells()) {
            cost += costs[cell];
        }
        return cost;
    }

    private static @Nullable OtherTable find(Part part, Doubt doubt, long[] costs) {
        double[] changes = cheapest(part, doubt, costs);
        if (changes == null) {
            return null;
        }
        OtherTable table = Rounding.toWholeNumbers(part, changes);
        if (table == null || !table.raises(doubt)) {
            table = new PartSearch(part, WORK).find(doubt);
        }
        return table != null && table.raises(doubt) ? table : null;
    }

    /** The differences that raise the doubt and cost least, in fractions of persons if need be. */
    private static double @Nullable [] cheapest(Part part, Doubt doubt, long[] costs) {
        MPSolver solver = MPSolver.createSolver("GLOP");
        if (solver == null) {
            throw new IllegalStateException("The solver GLOP is not there");
        }
        try {
            int count = part.cells.length;
            MPVariable[] up = new MPVariable[count];
            MPVariable[] down = new MPVariable[count];
            MPObjective objective = solver.objective();
            for (int k = 0; k < count; k++) {
                up[k] = solver.makeNumVar(0, MPSolver.infinity(), "");
                down[k] = solver.makeNumVar(0, (double) part.knowledge.truth(part.cells[k]), "");
                objective.setCoefficient(up[k], costs[part.cells[k]] + FREE);
                objective.setCoefficient(down[k], costs[part.cells[k]] + FREE);
            }
            objective.setMinimization();
            Links sums = part.knowledge.sums();
            for (int sum : part.sums()) {
                MPConstraint row = solver.makeConstraint(0, 0, "");
                for (int at = sums.start(sum); at < sums.end(sum); at++) {
                    set(row, up, down, part.place(sums.item(at)), at == sums.start(sum) ? -1 : 1);
                }
            }
            MPConstraint raised = solver.makeConstraint(doubt.atLeast(), MPSolver.infinity(), "");
            for (int cell : doubt.cells()) {
                set(raised, up, down, part.place(cell), doubt.sign());
            }
            if (solver.solve() != MPSolver.ResultStatus.OPTIMAL) {
                return null;
            }
            double[] changes = new double[count];
            for (int k = 0; k < count; k++) {
                changes[k] = up[k].solutionValue() - down[k].solutionValue();
            }
            return changes;
        } finally {
            solver.delete();
        }
    }

    private static void set(MPConstraint row, MPVariable[] up, MPVariable[] down, int place, int sign) {
        if (place >= 0) {
            row.setCoefficient(up[place], sign);
            row.setCoefficient(down[place], -sign);
        }
    }
}
