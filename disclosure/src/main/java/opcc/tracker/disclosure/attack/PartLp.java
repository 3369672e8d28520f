package opcc.tracker.disclosure.attack;

import com.google.ortools.Loader;
import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPObjective;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPVariable;
import org.jspecify.annotations.Nullable;

/**
 * The attack on a part as a linear programme (GLOP, deterministic): the differences from the truth that keep every sum and
 * leave nothing below 0. Its answers are floating point; who needs certainty rounds them and has {@link Knowledge#admits}
 * check.
 */
final class PartLp implements AutoCloseable {
    /** How far a solver's number may be from the whole number that it stands for. */
    static final double TOLERANCE = 1e-6;

    static {
        Loader.loadNativeLibraries();
    }

    private final Part part;
    private final MPSolver solver;
    private final MPVariable[] changes;

    PartLp(Part part) {
        this.part = part;
        MPSolver created = MPSolver.createSolver("GLOP");
        if (created == null) {
            throw new IllegalStateException("The solver GLOP is not there");
        }
        solver = created;
        Knowledge knowledge = part.knowledge;
        changes = new MPVariable[part.cells.length];
        for (int k = 0; k < changes.length; k++) {
            changes[k] = solver.makeNumVar(-(double) knowledge.truth(part.cells[k]), MPSolver.infinity(), "");
        }
        Links sums = knowledge.sums();
        for (int sum : part.sums()) {
            MPConstraint row = solver.makeConstraint(0, 0, "");
            for (int at = sums.start(sum); at < sums.end(sum); at++) {
                int place = part.place(sums.item(at));
                if (place >= 0) {
                    row.setCoefficient(changes[place], at == sums.start(sum) ? -1 : 1);
                }
            }
        }
    }

    /**
     * The differences that move the doubt's cells as far as asked or as far as possible; null if the solver gives up. Once for
     * each programme, since the limit stays in it.
     */
    double @Nullable [] furthest(Doubt doubt) {
        MPObjective objective = solver.objective();
        objective.clear();
        MPConstraint row = solver.makeConstraint(-MPSolver.infinity(), doubt.atLeast(), "");
        for (int cell : doubt.cells()) {
            int place = part.place(cell);
            if (place >= 0) {
                objective.setCoefficient(changes[place], doubt.sign());
                row.setCoefficient(changes[place], doubt.sign());
            }
        }
        objective.setMaximization();
        if (solver.solve() != MPSolver.ResultStatus.OPTIMAL) {
            return null;
        }
        double[] solution = new double[changes.length];
        for (int k = 0; k < solution.length; k++) {
            solution[k] = changes[k].solutionValue();
        }
        return solution;
    }

    /** The least and the greatest possible count of a cell, rounded inwards to whole numbers; wide open if in doubt. */
    Interval interval(int cell) {
        int place = part.place(cell);
        long truth = part.knowledge.truth(cell);
        MPObjective objective = solver.objective();
        objective.clear();
        objective.setCoefficient(changes[place], 1);
        objective.setMinimization();
        MPSolver.ResultStatus status = solver.solve();
        long low = status == MPSolver.ResultStatus.OPTIMAL
                ? truth + (long) Math.ceil(objective.value() - TOLERANCE * Math.max(1, truth))
                : truth;
        objective.setMaximization();
        status = solver.solve();
        long high = truth;
        if (status == MPSolver.ResultStatus.OPTIMAL) {
            high = truth + (long) Math.floor(objective.value() + TOLERANCE * Math.max(1, truth));
        } else if (status == MPSolver.ResultStatus.UNBOUNDED || status == MPSolver.ResultStatus.INFEASIBLE) {
            high = Interval.UNLIMITED;
        }
        return new Interval(Math.max(0, low), high);
    }

    @Override
    public void close() {
        solver.delete();
    }
}
