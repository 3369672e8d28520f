package opcc.tracker.outcomes;

import com.google.ortools.Loader;
import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPVariable;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.CpSolverStatus;
import com.google.ortools.sat.IntVar;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.util.Domain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * The attack on everything that was ever shown of a quarter: each figure is a sum of the finest cells, so what is shown is a
 * system of linear equations, and linear programming says between which bounds each finest cell must lie.
 */
final class Reconstruction {

    private static final long MOST = 1_000_000;
    private static final double TOLERANCE = 1e-6;

    static {
        Loader.loadNativeLibraries();
    }

    /** Bounds of a count. */
    record Bounds(long low, long high) {
        boolean provesASmallCount() {
            return low >= 1 && high <= 4;
        }
    }

    private record Fact(List<Integer> cells, long low, long high) {}

    private final SequencedMap<String, List<String>> codes;
    private final List<List<String>> cells = new ArrayList<>();
    private final Map<Map<String, String>, Fact> facts = new HashMap<>();

    /** Of a place and codes by dimension, which everybody knows; the first dimension is {@code area}. */
    Reconstruction(SequencedMap<String, List<String>> codes) {
        this.codes = codes;
        this.cells.addAll(combinations(List.copyOf(codes.values())));
    }

    /**
     * Notes a table.
     *
     * @param area empty for the country
     * @throws AssertionError if the same question was answered otherwise before
     */
    void saw(String area, List<String> dimensions, Figures figures) {
        for (List<String> cell :
                combinations(dimensions.stream().map(codes::get).toList())) {
            Map<String, String> where = new TreeMap<>();
            for (int d = 0; d < cell.size(); d++) {
                where.put(dimensions.get(d), cell.get(d));
            }
            note(area, where, dimensions.isEmpty() ? figures.total() : figures.count(cell.toArray(String[]::new)));
        }
        note(area, new TreeMap<>(), figures.total());
    }

    private void note(String area, Map<String, String> where, OptionalLong shown) {
        if (!area.isEmpty()) {
            where.put("area", area);
        }
        Fact fact = new Fact(cellsOf(where), shown.orElse(1), shown.orElse(4)); // left out says as much: it is 1 to 4
        Fact before = facts.putIfAbsent(where, fact);
        if (before != null && !before.equals(fact)) {
            throw new AssertionError("the same question was answered " + before + " and then " + fact);
        }
    }

    /** How many different figures were seen. */
    int seen() {
        return facts.size();
    }

    /** The bounds that can be proved for each finest cell, by its codes, the area's first. */
    Map<List<String>, Bounds> bounds() {
        MPSolver solver = MPSolver.createSolver("GLOP");
        MPVariable[] counts = new MPVariable[cells.size()];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = solver.makeNumVar(0, MOST, "");
        }
        for (Fact fact : facts.values()) {
            MPConstraint row = solver.makeConstraint(fact.low(), fact.high(), "");
            fact.cells().forEach(i -> row.setCoefficient(counts[i], 1));
        }
        Map<List<String>, Bounds> bounds = new HashMap<>();
        for (int i = 0; i < counts.length; i++) {
            solver.objective().clear();
            solver.objective().setCoefficient(counts[i], 1);
            bounds.put(cells.get(i), new Bounds((long) Math.ceil(extreme(solver, false) - TOLERANCE), (long)
                    Math.floor(extreme(solver, true) + TOLERANCE)));
        }
        solver.delete();
        return bounds;
    }

    private static double extreme(MPSolver solver, boolean most) {
        solver.objective().setOptimizationDirection(most);
        if (solver.solve() != MPSolver.ResultStatus.OPTIMAL) {
            throw new AssertionError("what was shown contradicts itself, or the solver gave up");
        }
        return solver.objective().value();
    }

    /**
     * Whether a world in which every finest cell holds nobody or at least five explains all that was shown. Then no set of
     * cells can be proved to hold one to four.
     */
    boolean admitsAWorldWithoutSmallCounts() {
        CpModel model = new CpModel();
        Domain nobodyOrFive = Domain.fromIntervals(new long[][] {{0, 0}, {5, MOST}});
        IntVar[] counts = cells.stream()
                .map(cell -> model.newIntVarFromDomain(nobodyOrFive, ""))
                .toArray(IntVar[]::new);
        for (Fact fact : facts.values()) {
            IntVar[] parts = fact.cells().stream().map(i -> counts[i]).toArray(IntVar[]::new);
            model.addLinearConstraint(LinearExpr.sum(parts), fact.low(), fact.high());
        }
        CpSolver solver = new CpSolver();
        solver.getParameters().setNumWorkers(1);
        return solver.solve(model) == CpSolverStatus.OPTIMAL;
    }

    private List<Integer> cellsOf(Map<String, String> where) {
        List<String> names = List.copyOf(codes.keySet());
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            List<String> cell = cells.get(i);
            if (where.entrySet().stream()
                    .allMatch(each -> cell.get(names.indexOf(each.getKey())).equals(each.getValue()))) {
                found.add(i);
            }
        }
        return found;
    }

    private static List<List<String>> combinations(List<List<String>> lists) {
        List<List<String>> all = new ArrayList<>(List.of(List.of()));
        for (List<String> list : lists) {
            List<List<String>> longer = new ArrayList<>();
            for (List<String> one : all) {
                for (String code : list) {
                    List<String> with = new ArrayList<>(one);
                    with.add(code);
                    longer.add(with);
                }
            }
            all = longer;
        }
        return all;
    }
}
