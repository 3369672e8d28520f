package opcc.tracker.outcomes.releases;

import com.google.ortools.Loader;
import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPObjective;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPVariable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import opcc.tracker.disclosure.table.Table;
import opcc.tracker.kit.disclosure.ThresholdRule;
import opcc.tracker.outcomes.dimensions.Dimension;
import opcc.tracker.outcomes.dimensions.Value;

/**
 * An attacker who has read some tables and thinks of all populations that fit them: how many people there are of each
 * quarter, area and combination of all dimensions of all tables. Shares nothing with the audit that it checks.
 */
final class Reader {

    /** What can be proved: at least and at most so many people. */
    record Proof(long low, long high) {
        boolean isOfASmallCount() {
            return low >= 1 && high < ThresholdRule.THRESHOLD;
        }
    }

    private static final double MOST = 100_000;

    private final Map<Figure, Long> read = new LinkedHashMap<>();
    private final Map<Figure, Long> certain = new LinkedHashMap<>();

    static {
        Loader.loadNativeLibraries();
    }

    /** Reads a published table. */
    Reader reads(Publication publication) {
        Frame frame = new Frame(publication.draft().layout());
        Table table = frame.table(new Tally());
        for (int c = 0; c < table.publishedCount(); c++) {
            Publication.Cell cell = publication.cells().get(c);
            if (cell.shown().isPresent()) {
                read.put(frame.figure(table, c), cell.shown().getAsLong());
            }
        }
        return this;
    }

    /** Reads a table in which counts of 1 to 4 are left out and nothing else. */
    Reader readsNaively(Draft draft, Tally people) {
        Frame frame = new Frame(draft.layout());
        Table table = frame.table(people);
        for (int c = 0; c < table.publishedCount(); c++) {
            if (ThresholdRule.shown(table.value(c)).isPresent()) {
                read.put(frame.figure(table, c), table.value(c));
            }
        }
        return this;
    }

    /** Knows that a figure is at least so much. */
    Reader knows(Figure figure, long atLeast) {
        certain.put(figure, atLeast);
        return this;
    }

    /** What can be proved of the sum of figures, some of them taken off. */
    Proof proves(List<Figure> added, List<Figure> takenOff) {
        return proveEach(List.of(new Question(added, takenOff))).getFirst();
    }

    Proof proves(Figure figure) {
        return proves(List.of(figure), List.of());
    }

    record Question(List<Figure> added, List<Figure> takenOff) {}

    /** What can be proved of each. */
    List<Proof> proveEach(List<Question> questions) {
        MPSolver solver = MPSolver.createSolver("GLOP");
        try {
            Population population = new Population(solver, questions);
            read.forEach((figure, count) -> {
                if (count == 0) {
                    return;
                }
                MPConstraint fits = solver.makeConstraint(count, count, "");
                population.of(figure).forEach(people -> fits.setCoefficient(people, 1));
            });
            certain.forEach((figure, atLeast) -> {
                MPConstraint holds = solver.makeConstraint(atLeast, MOST, "");
                population.of(figure).forEach(people -> holds.setCoefficient(people, 1));
            });
            return questions.stream()
                    .map(question -> new Proof(population.extreme(question, false), population.extreme(question, true)))
                    .toList();
        } finally {
            solver.delete();
        }
    }

    /**
     * The combinations that anyone may be in, each with an unknown number of people. Areas that nothing tells apart are one, and
     * where nobody is, there is no combination.
     */
    private final class Population {
        private final MPSolver solver;
        private final Map<Figure, MPVariable> people = new HashMap<>();
        private final Map<Figure, List<MPVariable>> found = new HashMap<>();

        Population(MPSolver solver, List<Question> questions) {
            this.solver = solver;
            TreeSet<String> quarters = new TreeSet<>();
            TreeSet<Dimension> dimensions = new TreeSet<>();
            List<Figure> all = new ArrayList<>(read.keySet());
            questions.forEach(question -> all.addAll(question.added()));
            all.forEach(figure -> {
                quarters.addAll(figure.quarters());
                dimensions.addAll(figure.codes().keySet());
            });
            List<Map<Dimension, String>> profiles = new ArrayList<>(List.of(Map.of()));
            for (Dimension dimension : dimensions) {
                List<Map<Dimension, String>> longer = new ArrayList<>();
                for (Map<Dimension, String> profile : profiles) {
                    for (Value value : Codes.of(dimension)) {
                        Map<Dimension, String> more = new HashMap<>(profile);
                        more.put(dimension, value.code());
                        longer.add(more);
                    }
                }
                profiles = longer;
            }
            List<Figure> empty = read.keySet().stream()
                    .filter(figure -> read.get(figure) == 0)
                    .toList();
            for (String quarter : quarters) {
                for (String area : areas(all)) {
                    for (Map<Dimension, String> profile : profiles) {
                        Figure one = new Figure(List.of(quarter), area, profile);
                        if (empty.stream().noneMatch(figure -> isPart(one, figure))) {
                            people.put(one, solver.makeNumVar(0, MOST, ""));
                        }
                    }
                }
            }
        }

        private static Collection<String> areas(List<Figure> figures) {
            Set<String> places = figures.stream().map(Figure::place).collect(Collectors.toSet());
            Map<Set<String>, String> alike = new HashMap<>();
            for (String area : Places.codes()) {
                alike.put(
                        places.stream()
                                .filter(place -> Places.leaves(place).contains(area))
                                .collect(Collectors.toSet()),
                        area);
            }
            return alike.values();
        }

        List<MPVariable> of(Figure figure) {
            return found.computeIfAbsent(
                    figure,
                    any -> people.entrySet().stream()
                            .filter(entry -> isPart(entry.getKey(), figure))
                            .map(Map.Entry::getValue)
                            .toList());
        }

        private static boolean isPart(Figure one, Figure whole) {
            return whole.quarters().containsAll(one.quarters())
                    && Places.leaves(whole.place()).contains(one.place())
                    && one.codes().entrySet().containsAll(whole.codes().entrySet());
        }

        long extreme(Question question, boolean greatest) {
            MPObjective objective = solver.objective();
            objective.clear();
            Map<MPVariable, Integer> weights = new HashMap<>();
            question.added().forEach(figure -> of(figure).forEach(cell -> weights.merge(cell, 1, Integer::sum)));
            question.takenOff().forEach(figure -> of(figure).forEach(cell -> weights.merge(cell, -1, Integer::sum)));
            weights.forEach(objective::setCoefficient);
            objective.setOptimizationDirection(greatest);
            MPSolver.ResultStatus status = solver.solve();
            if (status != MPSolver.ResultStatus.OPTIMAL) {
                throw new IllegalStateException("The attack found no population: " + status);
            }
            return (long) (greatest ? Math.floor(objective.value() + 1e-4) : Math.ceil(objective.value() - 1e-4));
        }
    }
}
