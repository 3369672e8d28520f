package opcc.tracker.disclosure.suppression;

import com.google.ortools.Loader;
import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPVariable;
import com.google.ortools.sat.BoolVar;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.CpSolverStatus;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.LinearExprBuilder;
import com.google.ortools.sat.Literal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import opcc.tracker.disclosure.attack.Secret;
import opcc.tracker.disclosure.table.Relation;
import opcc.tracker.disclosure.table.Table;

/**
 * Which cells to leave out at the least loss, given the conditions found so far: a 0-1 programme whose optimum is a lower
 * bound of any safe suppression's loss. Solved as a linear programme while conditions are gathered (GLOP), and in whole
 * numbers by CP-SAT with one worker, a fixed seed and work counted instead of timed.
 */
final class Master implements AutoCloseable {
    static {
        Loader.loadNativeLibraries();
    }

    private final Table table;
    private final List<Secret> secrets;
    private final boolean[] primary;
    private final List<Cut> cuts = new ArrayList<>();
    private final MPSolver linear;
    private final MPVariable[] shares;
    private final MPVariable[][] raised;

    Master(Table table, List<Secret> secrets) {
        this.table = table;
        this.secrets = secrets;
        primary = new boolean[table.publishedCount()];
        for (Secret secret : secrets) {
            primary[secret.cell()] = true;
        }
        MPSolver created = MPSolver.createSolver("GLOP");
        if (created == null) {
            throw new IllegalStateException("The solver GLOP is not there");
        }
        linear = created;
        shares = new MPVariable[primary.length];
        for (int c = 0; c < shares.length; c++) {
            shares[c] = linear.makeNumVar(primary[c] ? 1 : 0, 1, "");
            linear.objective().setCoefficient(shares[c], Plan.weight(table, c));
        }
        linear.objective().setMinimization();
        raised = new MPVariable[secrets.size()][];
        for (int s = 0; s < raised.length; s++) {
            int doubts = secrets.get(s).doubts().size();
            raised[s] = new MPVariable[doubts];
            MPConstraint one = linear.makeConstraint(1, MPSolver.infinity(), "");
            for (int k = 0; k < doubts; k++) {
                raised[s][k] = linear.makeNumVar(0, 1, "");
                one.setCoefficient(raised[s][k], 1);
            }
        }
        for (Relation relation : table.relations()) {
            int[] members = members(relation);
            if (alreadyTwo(members)) {
                continue;
            }
            for (int alone : members) {
                if (!primary[alone]) {
                    MPConstraint row = linear.makeConstraint(0, MPSolver.infinity(), "");
                    for (int other : members) {
                        row.setCoefficient(shares[other], other == alone ? -1 : 1);
                    }
                }
            }
        }
    }

    private static int[] members(Relation relation) {
        int[] members = Arrays.copyOf(relation.parts(), relation.parts().length + 1);
        members[relation.parts().length] = relation.total();
        return members;
    }

    /** True if a primary cell keeps every other cell of a relation from being alone. */
    private boolean alreadyTwo(int[] members) {
        for (int member : members) {
            if (primary[member]) {
                return true;
            }
        }
        return false;
    }

    void add(Cut cut) {
        cuts.add(cut);
        boolean always = cut.doubt() == Cut.ANY;
        MPConstraint row = linear.makeConstraint(always ? Cut.WHOLE : 0, MPSolver.infinity(), "");
        for (int k = 0; k < cut.cells().length; k++) {
            row.setCoefficient(shares[cut.cells()[k]], cut.shares()[k]);
        }
        if (!always) {
            row.setCoefficient(raised[cut.secret()][cut.doubt()], -Cut.WHOLE);
        }
    }

    int cutCount() {
        return cuts.size();
    }

    /** To which degree each cell is left out in the linear programme's optimum; empty if the solver gives up. */
    double[] degrees() {
        if (linear.solve() != MPSolver.ResultStatus.OPTIMAL) {
            return new double[0];
        }
        double[] degrees = new double[shares.length];
        for (int c = 0; c < degrees.length; c++) {
            degrees[c] = Math.clamp(shares[c].solutionValue(), 0, 1);
        }
        return degrees;
    }

    /** The linear programme's optimum, rounded up to the next whole loss; after {@link #degrees}. */
    long linearBound() {
        double value = linear.objective().value();
        return (long) Math.ceil(value - 1e-6 * Math.max(1, value));
    }

    /** What the 0-1 programme gives: a choice of cells, a proven bound of the loss, and the work it took. */
    record Choice(boolean[] suppressed, long bound, boolean optimal, double work) {}

    /** Solves in whole numbers, with a suppression known to be safe to start from. */
    Choice choose(boolean[] start, double work) {
        CpModel model = new CpModel();
        BoolVar[] left = new BoolVar[primary.length];
        LinearExprBuilder loss = LinearExpr.newBuilder();
        for (int c = 0; c < left.length; c++) {
            if (primary[c]) {
                loss.add(Plan.weight(table, c));
            } else {
                left[c] = model.newBoolVar("");
                loss.addTerm(left[c], Plan.weight(table, c));
                model.addHint(left[c], start[c]);
            }
        }
        model.minimize(loss);
        BoolVar[][] doubts = doubts(model);
        for (Cut cut : cuts) {
            add(model, left, doubts, cut);
        }
        for (Relation relation : table.relations()) {
            int[] members = members(relation);
            if (!alreadyTwo(members)) {
                for (int alone : members) {
                    Literal[] others = new Literal[members.length];
                    int at = 0;
                    for (int other : members) {
                        others[at++] = other == alone ? left[alone].not() : left[other];
                    }
                    model.addBoolOr(others);
                }
            }
        }
        CpSolver solver = new CpSolver();
        solver.getParameters().setNumWorkers(1);
        solver.getParameters().setRandomSeed(1);
        solver.getParameters().setLinearizationLevel(2);
        solver.getParameters().setMaxDeterministicTime(work);
        CpSolverStatus status = solver.solve(model);
        double done = solver.response().getDeterministicTime();
        long bound = (long) Math.ceil(solver.bestObjectiveBound() - 1e-6);
        boolean found = status == CpSolverStatus.OPTIMAL || status == CpSolverStatus.FEASIBLE;
        boolean[] chosen = start.clone();
        if (found) {
            for (int c = 0; c < chosen.length; c++) {
                chosen[c] = primary[c] || solver.booleanValue(left[c]);
            }
        }
        return new Choice(chosen, bound, status == CpSolverStatus.OPTIMAL, done);
    }

    private BoolVar[][] doubts(CpModel model) {
        BoolVar[][] doubts = new BoolVar[secrets.size()][];
        for (int s = 0; s < doubts.length; s++) {
            doubts[s] = new BoolVar[secrets.get(s).doubts().size()];
            for (int k = 0; k < doubts[s].length; k++) {
                doubts[s][k] = model.newBoolVar("");
            }
            model.addBoolOr(doubts[s]);
        }
        return doubts;
    }

    private void add(CpModel model, BoolVar[] left, BoolVar[][] doubts, Cut cut) {
        LinearExprBuilder sum = LinearExpr.newBuilder();
        long given = 0;
        for (int k = 0; k < cut.cells().length; k++) {
            if (primary[cut.cells()[k]]) {
                given += cut.shares()[k];
            } else {
                sum.addTerm(left[cut.cells()[k]], cut.shares()[k]);
            }
        }
        if (given >= Cut.WHOLE) {
            return;
        }
        if (cut.doubt() != Cut.ANY) {
            sum.addTerm(doubts[cut.secret()][cut.doubt()], -Cut.WHOLE);
            model.addGreaterOrEqual(sum, -given);
        } else {
            model.addGreaterOrEqual(sum, Cut.WHOLE - given);
        }
    }

    @Override
    public void close() {
        linear.delete();
    }
}
