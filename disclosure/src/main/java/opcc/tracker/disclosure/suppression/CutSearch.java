package opcc.tracker.disclosure.suppression;

import com.google.ortools.Loader;
import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPObjective;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import opcc.tracker.disclosure.attack.Doubt;
import opcc.tracker.disclosure.attack.Secret;
import opcc.tracker.disclosure.table.Relation;
import opcc.tracker.disclosure.table.Table;
import org.jspecify.annotations.Nullable;

/**
 * Finds conditions that a suppression breaks, after Fischetti and Salazar: the attacker's linear programme over all cells,
 * with room only where cells are left out, and its dual prices. Any prices at all give a valid condition, and it is computed
 * from them in whole numbers, so that the solver's rounding can't make a wrong one.
 */
final class CutSearch implements AutoCloseable {
    /** Prices are rounded to this part. */
    private static final long PRICE = 2520;

    static {
        Loader.loadNativeLibraries();
    }

    private final Table table;
    private final List<Secret> secrets;
    private final List<Relation> relations = new ArrayList<>();
    private final MPSolver solver;
    private final MPVariable[] changes;
    private final MPConstraint[] rows;

    CutSearch(Table table, List<Secret> secrets) {
        this.table = table;
        this.secrets = secrets;
        MPSolver created = MPSolver.createSolver("GLOP");
        if (created == null) {
            throw new IllegalStateException("The solver GLOP is not there");
        }
        solver = created;
        changes = new MPVariable[table.publishedCount()];
        for (int c = 0; c < changes.length; c++) {
            changes[c] = solver.makeNumVar(0, 0, "");
        }
        rows = new MPConstraint[table.relations().size()];
        for (Relation relation : table.relations()) {
            MPConstraint row = solver.makeConstraint(0, 0, "");
            row.setCoefficient(changes[relation.total()], -1);
            for (int part : relation.parts()) {
                row.setCoefficient(changes[part], 1);
            }
            rows[relations.size()] = row;
            relations.add(relation);
        }
        solver.objective().setMaximization();
        solver.setSolverSpecificParametersAsString("use_preprocessing: false");
    }

    /** The conditions of a secret that are broken if cells are left out to this degree, by more than the slack. */
    List<Cut> broken(int secret, double[] suppressed, double slack) {
        List<Cut> cuts = new ArrayList<>();
        List<long[]> each = new ArrayList<>();
        List<Doubt> doubts = secrets.get(secret).doubts();
        for (int k = 0; k < doubts.size(); k++) {
            long[] prices = prices(doubts.get(k), suppressed);
            if (prices == null) {
                return List.of();
            }
            long[] shares = shares(doubts.get(k), prices);
            each.add(shares);
            Cut cut = cut(secret, doubts.size() == 1 ? Cut.ANY : k, shares);
            if (cut.reached(suppressed) < 1 - slack) {
                cuts.add(cut);
            }
        }
        if (doubts.size() > 1) {
            Cut both = any(secret, each);
            if (both.reached(suppressed) < 1 - slack) {
                cuts.add(both);
            }
        }
        return cuts;
    }

    private long @Nullable [] prices(Doubt doubt, double[] suppressed) {
        MPObjective objective = solver.objective();
        objective.clear();
        for (int c = 0; c < changes.length; c++) {
            double most = doubt.atLeast() * suppressed[c];
            changes[c].setBounds(-Math.min(table.value(c), doubt.atLeast()) * suppressed[c], most);
        }
        for (int cell : doubt.cells()) {
            objective.setCoefficient(changes[cell], doubt.sign());
        }
        objective.setMaximization();
        if (solver.solve() != MPSolver.ResultStatus.OPTIMAL) {
            return null;
        }
        long[] prices = new long[rows.length];
        for (int r = 0; r < rows.length; r++) {
            prices[r] = Math.round(rows[r].dualValue() * PRICE);
        }
        return prices;
    }

    /** What each cell could give of the whole at these prices, in whole numbers, rounded up. */
    private long[] shares(Doubt doubt, long[] prices) {
        long[] net = new long[changes.length];
        for (int cell : doubt.cells()) {
            net[cell] += doubt.sign() * PRICE;
        }
        for (int r = 0; r < prices.length; r++) {
            if (prices[r] != 0) {
                net[relations.get(r).total()] += prices[r];
                for (int part : relations.get(r).parts()) {
                    net[part] -= prices[r];
                }
            }
        }
        long whole = PRICE * doubt.atLeast();
        for (int c = 0; c < net.length; c++) {
            if (net[c] != 0) {
                // Nothing limits a cell upwards; downwards its count does.
                long give = net[c] > 0 ? whole : Math.min(whole, -net[c] * Math.min(table.value(c), whole));
                net[c] = Math.ceilDiv(give * Cut.WHOLE, whole);
            }
        }
        return net;
    }

    private static Cut any(int secret, List<long[]> each) {
        long[] most = each.getFirst().clone();
        for (long[] shares : each) {
            for (int c = 0; c < most.length; c++) {
                most[c] = Math.max(most[c], shares[c]);
            }
        }
        return cut(secret, Cut.ANY, most);
    }

    private static Cut cut(int secret, int doubt, long[] shares) {
        int[] cells = new int[shares.length];
        int[] kept = new int[shares.length];
        int count = 0;
        for (int c = 0; c < shares.length; c++) {
            if (shares[c] > 0) {
                cells[count] = c;
                kept[count++] = (int) shares[c];
            }
        }
        return new Cut(Arrays.copyOf(cells, count), Arrays.copyOf(kept, count), secret, doubt);
    }

    @Override
    public void close() {
        solver.delete();
    }
}
