package opcc.tracker.disclosure.attack;

import com.google.ortools.Loader;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.CpSolverStatus;
import com.google.ortools.sat.IntVar;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.LinearExprBuilder;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The attack on a part in whole numbers (CP-SAT with one worker and work counted, not timed: deterministic). */
final class PartSearch {
    /** No count is thought of as further above the truth than this: fewer other tables, never more. */
    private static final long FURTHEST = 1_000;

    static {
        Loader.loadNativeLibraries();
    }

    private final Part part;
    private final double work;

    PartSearch(Part part, double work) {
        this.part = part;
        this.work = work;
    }

    /** Another table that raises the doubt, null if there is none or none was found with the work allowed. */
    @Nullable
    OtherTable find(Doubt doubt) {
        CpModel model = new CpModel();
        IntVar[] counts = counts(model, 4 * doubt.atLeast());
        LinearExprBuilder moved = LinearExpr.newBuilder();
        long truth = 0;
        for (int cell : doubt.cells()) {
            int place = part.place(cell);
            if (place >= 0) {
                moved.addTerm(counts[place], doubt.sign());
                truth += part.knowledge.truth(cell) * doubt.sign();
            }
        }
        model.addGreaterOrEqual(moved, truth + doubt.atLeast());
        CpSolver solver = solver();
        CpSolverStatus status = solver.solve(model);
        if (status != CpSolverStatus.OPTIMAL && status != CpSolverStatus.FEASIBLE) {
            return null;
        }
        double[] changes = new double[counts.length];
        for (int k = 0; k < changes.length; k++) {
            changes[k] = (double) (solver.value(counts[k]) - part.knowledge.truth(part.cells[k]));
        }
        return Rounding.toWholeNumbers(part, changes);
    }

    /** The least or greatest whole count of a cell; empty if the work allowed did not prove it. */
    OptionalLong extreme(int cell, boolean greatest) {
        CpModel model = new CpModel();
        IntVar[] counts = counts(model, FURTHEST);
        IntVar target = counts[part.place(cell)];
        if (greatest) {
            model.maximize(target);
        } else {
            model.minimize(target);
        }
        CpSolver solver = solver();
        return solver.solve(model) == CpSolverStatus.OPTIMAL
                ? OptionalLong.of(solver.value(target))
                : OptionalLong.empty();
    }

    private IntVar[] counts(CpModel model, long further) {
        IntVar[] counts = new IntVar[part.cells.length];
        for (int k = 0; k < counts.length; k++) {
            long truth = part.knowledge.truth(part.cells[k]);
            counts[k] = model.newIntVar(0, truth + FURTHEST + further, "");
            model.addHint(counts[k], truth);
        }
        Links sums = part.knowledge.sums();
        for (int sum : part.sums()) {
            LinearExprBuilder row = LinearExpr.newBuilder();
            long truth = 0;
            for (int at = sums.start(sum); at < sums.end(sum); at++) {
                int place = part.place(sums.item(at));
                if (place >= 0) {
                    int sign = at == sums.start(sum) ? -1 : 1;
                    row.addTerm(counts[place], sign);
                    truth += sign * part.knowledge.truth(sums.item(at));
                }
            }
            model.addEquality(row, truth);
        }
        return counts;
    }

    private CpSolver solver() {
        CpSolver solver = new CpSolver();
        solver.getParameters().setNumWorkers(1);
        solver.getParameters().setRandomSeed(1);
        solver.getParameters().setMaxDeterministicTime(work);
        return solver;
    }
}
