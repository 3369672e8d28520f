package opcc.tracker.disclosure.suppression;

import com.google.ortools.Loader;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.CpSolverStatus;
import com.google.ortools.sat.IntVar;
import com.google.ortools.sat.LinearExpr;
import opcc.tracker.disclosure.table.Relation;
import opcc.tracker.disclosure.table.Table;

/**
 * A second audit, written apart from the first: it knows inner cells and what each published figure adds up, no relations,
 * no components, no linear programming, and asks CP-SAT for each count whether another table is possible.
 */
final class InnerAudit {
    private final Table table;
    private final boolean[] suppressed;
    private final int base;

    InnerAudit(Table table, boolean[] suppressed, int base) {
        Loader.loadNativeLibraries();
        this.table = table;
        this.suppressed = suppressed;
        this.base = base;
    }

    /** How many counts of 1 to base - 1 can be proved to be such. */
    int exposedCounts() {
        int exposed = 0;
        for (int c = 0; c < suppressed.length; c++) {
            if (table.value(c) >= 1 && table.value(c) < base && !canBe(0, 0, c) && !canBe(base, 10_000, c)) {
                exposed++;
            }
        }
        return exposed;
    }

    /** True if any count or group can be proved; faster than counting them. */
    boolean exposesAny() {
        for (int c = 0; c < suppressed.length; c++) {
            if (table.value(c) >= 1 && table.value(c) < base && !canBe(0, 0, c) && !canBe(base, 10_000, c)) {
                return true;
            }
        }
        return exposedGroups() > 0;
    }

    /** How many groups can be proved to share one value. */
    int exposedGroups() {
        int exposed = 0;
        for (Relation relation : table.relations()) {
            long most = 0;
            for (int part : relation.parts()) {
                most = Math.max(most, table.value(part));
            }
            if (relation.parts().length < 2 || most == 0 || most != table.value(relation.total())) {
                continue;
            }
            boolean open = table.value(relation.total()) < base && canBe(0, 0, relation.total());
            for (int part : relation.parts()) {
                open |= table.value(part) == 0 && canBe(1, 10_000, part);
            }
            exposed += open ? 0 : 1;
        }
        return exposed;
    }

    private boolean canBe(long least, long most, int cell) {
        CpModel model = new CpModel();
        IntVar[] inner = new IntVar[table.innerCount()];
        for (int i = 0; i < inner.length; i++) {
            inner[i] = model.newIntVar(0, 20_000, "");
        }
        for (int c = 0; c < suppressed.length; c++) {
            if (!suppressed[c]) {
                model.addEquality(sum(inner, c), table.value(c));
            }
        }
        model.addLinearConstraint(sum(inner, cell), least, most);
        CpSolver solver = new CpSolver();
        solver.getParameters().setNumWorkers(1);
        CpSolverStatus status = solver.solve(model);
        return status == CpSolverStatus.OPTIMAL || status == CpSolverStatus.FEASIBLE;
    }

    private LinearExpr sum(IntVar[] inner, int cell) {
        int[] parts = table.parts(cell);
        IntVar[] terms = new IntVar[parts.length];
        for (int k = 0; k < parts.length; k++) {
            terms[k] = inner[parts[k]];
        }
        return LinearExpr.sum(terms);
    }
}
