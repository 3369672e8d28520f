package opcc.tracker.disclosure.rounding;

import com.google.ortools.Loader;
import com.google.ortools.sat.BoolVar;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.CpSolverStatus;
import com.google.ortools.sat.IntVar;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.LinearExprBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Proves the best rounding of a small table by CP-SAT: first the least largest error, then the least error of the
 * table's total, then the least sum of errors, and among all roundings that have all three, the one that the secret seed ranks first. What is proven does not depend on the
 * machine; time is limited by the solver's own deterministic count, never by the clock.
 */
final class ExactRounding {
    /**
     * What was found out.
     *
     * @param largest no rounding has a smaller largest error
     * @param best the best rounding that the seed chooses, if every step was proven
     */
    record Proof(int largest, @Nullable Rounding best) {}

    private final SmallCells cells;
    private final int[] ranks;
    private final double effort;

    /**
     * A solver for a table.
     *
     * @param ranks a number for each small cell, from the secret seed
     * @param effort the deterministic time of each step, about seconds
     */
    ExactRounding(SmallCells cells, int[] ranks, double effort) {
        Loader.loadNativeLibraries();
        this.cells = cells;
        this.ranks = ranks;
        this.effort = effort;
    }

    /** Proves as much as the effort allows, from a rounding that is known and a bound that is proven. */
    Proof prove(Rounding known, int proven) {
        int reached = known.largest();
        int largest = proven;
        Rounding hint = known;
        while (largest < reached) {
            Model model = new Model(largest, largest, hint);
            CpSolverStatus status = model.solve();
            if (status == CpSolverStatus.INFEASIBLE) {
                largest++;
            } else if (status == CpSolverStatus.OPTIMAL || status == CpSolverStatus.FEASIBLE) {
                reached = largest;
                hint = model.rounding();
            } else {
                return new Proof(largest, null);
            }
        }
        int ofTotal = cells.nearest(cells.total);
        while (hint.ofTotal() > ofTotal) {
            Model model = new Model(largest, ofTotal, hint);
            CpSolverStatus status = model.solve();
            if (status == CpSolverStatus.INFEASIBLE) {
                ofTotal++;
            } else if (status == CpSolverStatus.OPTIMAL || status == CpSolverStatus.FEASIBLE) {
                hint = model.rounding();
            } else {
                return new Proof(largest, null);
            }
        }
        Model nearest = new Model(largest, ofTotal, hint);
        LinearExpr errors = nearest.errors();
        nearest.model.minimize(errors);
        if (nearest.solve() != CpSolverStatus.OPTIMAL) {
            return new Proof(largest, null);
        }
        hint = nearest.rounding();
        Model chosen = new Model(largest, ofTotal, hint);
        chosen.model.addLessOrEqual(chosen.errors(), Math.round(nearest.solver.objectiveValue()));
        LinearExprBuilder rank = LinearExpr.newBuilder();
        for (int cell = 0; cell < ranks.length; cell++) {
            rank.addTerm(chosen.up[cell], ranks[cell]);
        }
        chosen.model.minimize(rank.build());
        return new Proof(largest, chosen.solve() == CpSolverStatus.OPTIMAL ? chosen.rounding() : null);
    }

    /** Roundings within a largest error and one of the table's total. */
    private final class Model {
        final CpModel model = new CpModel();
        final CpSolver solver = new CpSolver();
        final BoolVar[] up = new BoolVar[cells.size()];
        private final int bound;
        private final int boundOfTotal;

        Model(int bound, int boundOfTotal, Rounding hint) {
            this.bound = bound;
            this.boundOfTotal = boundOfTotal;
            for (int cell = 0; cell < up.length; cell++) {
                up[cell] = model.newBoolVar("");
                model.addHint(up[cell], hint.up[cell]);
            }
            for (int s = 0; s < cells.sums(); s++) {
                model.addLinearConstraint(bases(s).build(), low(s), high(s));
            }
        }

        private int bound(int sum) {
            return sum == cells.total ? boundOfTotal : bound;
        }

        private int low(int sum) {
            return Math.max(0, Math.ceilDiv(cells.truth[sum] - bound(sum), cells.base));
        }

        private int high(int sum) {
            return Math.min(cells.cellsOfSum[sum].length, Math.floorDiv(cells.truth[sum] + bound(sum), cells.base));
        }

        private LinearExprBuilder bases(int sum) {
            LinearExprBuilder bases = LinearExpr.newBuilder();
            for (int cell : cells.cellsOfSum[sum]) {
                bases.add(up[cell]);
            }
            return bases;
        }

        /**
         * All absolute errors together. Between neighbouring numbers of bases the error is a line, so lines through
         * neighbours describe it exactly.
         */
        LinearExpr errors() {
            LinearExprBuilder errors = LinearExpr.newBuilder();
            for (int s = 0; s < cells.sums(); s++) {
                int low = low(s);
                int high = high(s);
                if (low >= high) {
                    errors.add((long) cells.weight[s] * error(s, low));
                } else if (high == low + 1) {
                    int slope = error(s, high) - error(s, low);
                    for (int cell : cells.cellsOfSum[s]) {
                        errors.addTerm(up[cell], (long) cells.weight[s] * slope);
                    }
                    errors.add((long) cells.weight[s] * (error(s, low) - slope * low));
                } else {
                    IntVar error = model.newIntVar(0, bound, "");
                    for (int k = low; k < high; k++) {
                        int slope = error(s, k + 1) - error(s, k);
                        LinearExprBuilder line = LinearExpr.newBuilder();
                        for (int cell : cells.cellsOfSum[s]) {
                            line.addTerm(up[cell], slope);
                        }
                        line.add(error(s, k) - slope * k);
                        model.addGreaterOrEqual(error, line.build());
                    }
                    errors.addTerm(error, cells.weight[s]);
                }
            }
            return errors.build();
        }

        private int error(int sum, int bases) {
            return Math.abs(bases * cells.base - cells.truth[sum]);
        }

        CpSolverStatus solve() {
            solver.getParameters()
                    .setNumWorkers(1)
                    .setRandomSeed(1)
                    .setMaxDeterministicTime(effort)
                    .setLogSearchProgress(false);
            return solver.solve(model);
        }

        Rounding rounding() {
            Rounding rounding = new Rounding(cells);
            for (int cell = 0; cell < up.length; cell++) {
                if (solver.booleanValue(up[cell])) {
                    rounding.flip(cell);
                }
            }
            return rounding;
        }
    }
}
