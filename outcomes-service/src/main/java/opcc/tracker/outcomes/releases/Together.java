package opcc.tracker.outcomes.releases;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import opcc.tracker.disclosure.attack.Doubt;
import opcc.tracker.disclosure.attack.Knowledge;
import opcc.tracker.disclosure.attack.Secret;
import opcc.tracker.disclosure.suppression.Criterion;
import opcc.tracker.disclosure.table.Relation;
import opcc.tracker.disclosure.table.Table;
import opcc.tracker.kit.disclosure.ThresholdRule;
import opcc.tracker.kit.refusal.Refusal;

/**
 * The figures of all releases of a financial year as one system: a figure that several show is one cell, and every addition
 * that a reader can do is a sum. What the protected tables prove is taken off first: a count is what is certain, which adds
 * up, and a rest that is not below zero.
 */
final class Together {

    /** What has to stay unproven in each table and between tables. */
    static final Criterion CRITERION = new Criterion(ThresholdRule.THRESHOLD, true);

    private final Tally people;
    private final Tally certain;
    private final Map<Figure, Integer> numbers = new HashMap<>();
    private final List<Long> counts = new ArrayList<>();
    private final List<Long> rests = new ArrayList<>();
    private final Set<Integer> shown = new HashSet<>();
    private final Set<List<Integer>> sums = new LinkedHashSet<>();
    private final List<Secret> secrets = new ArrayList<>();
    private final Set<Integer> smallCounts = new HashSet<>();

    Together(Tally people, Tally certain) {
        this.people = people;
        this.certain = certain;
    }

    /** Adds a table's figures and secrets; answers the number of each of its cells. */
    int[] add(Frame frame, Table table) {
        return add(frame, table, CRITERION.secrets(table));
    }

    /** Adds the figures and secrets of a table that no release shows. */
    void addUnshown(Frame frame, Tally people) {
        Table table = frame.table(people);
        add(frame, table, CRITERION.secretsUnshown(table));
    }

    private int[] add(Frame frame, Table table, List<Secret> ofTable) {
        int[] cells = IntStream.range(0, table.publishedCount())
                .map(cell -> number(frame.figure(table, cell)))
                .toArray();
        for (Relation relation : table.relations()) {
            sum(
                    cells[relation.total()],
                    Arrays.stream(relation.parts()).map(part -> cells[part]).toArray());
        }
        for (Secret secret : ofTable) {
            add(new Secret(
                    cells[secret.cell()],
                    secret.kind(),
                    secret.doubts().stream()
                            .map(doubt -> new Doubt(
                                    Arrays.stream(doubt.cells())
                                            .map(cell -> cells[cell])
                                            .toArray(),
                                    doubt.sign(),
                                    doubt.atLeast()))
                            .toList()));
        }
        return cells;
    }

    /** Notes that a figure is public. */
    void show(int cell) {
        shown.add(cell);
    }

    boolean isShown(int cell) {
        return shown.contains(cell);
    }

    /** The figures so far. */
    Set<Figure> figures() {
        return Set.copyOf(numbers.keySet());
    }

    /** The number of a figure, which is counted if it is new. */
    int number(Figure figure) {
        Integer known = numbers.get(figure);
        if (known != null) {
            return known;
        }
        int number = cell(people.count(figure), certain.count(figure));
        numbers.put(figure, number);
        return number;
    }

    /** Adds that a figure is the sum of others, that do not overlap, and of what is left, which is a secret if it is small. */
    void rest(int total, List<Integer> parts) {
        long left = counts.get(total) - parts.stream().mapToLong(counts::get).sum();
        long leftOfRests =
                rests.get(total) - parts.stream().mapToLong(rests::get).sum();
        int rest = cell(left, left - leftOfRests);
        small(rest);
        sum(
                total,
                IntStream.concat(parts.stream().mapToInt(Integer::intValue), IntStream.of(rest))
                        .toArray());
    }

    /** Adds that a figure is the sum of others. */
    void sum(int total, int[] parts) {
        if (parts.length == 1 && parts[0] == total) {
            return;
        }
        List<Integer> row = new ArrayList<>(List.of(total));
        Arrays.stream(parts).sorted().forEach(row::add);
        sums.add(row);
    }

    /** Makes a secret of a count that no release shows but that may be worked out, if it is small. */
    void small(int cell) {
        long count = counts.get(cell);
        if (ThresholdRule.shown(count).isEmpty()) {
            add(new Secret(
                    cell,
                    Secret.Kind.SMALL_COUNT,
                    List.of(Doubt.smaller(cell, count), Doubt.greater(cell, ThresholdRule.THRESHOLD - count))));
        }
    }

    private void add(Secret secret) {
        if (secret.kind() != Secret.Kind.SMALL_COUNT || smallCounts.add(secret.cell())) {
            secrets.add(secret);
        }
    }

    private int cell(long count, long certainly) {
        if (count < certainly) {
            throw Refusal.precondition(
                    "RECORDS_ERASED",
                    "Records of these quarters were erased after they were frozen. Exact figures beside the protected"
                            + " tables could show whose; use the protected tables.",
                    Map.of());
        }
        counts.add(count);
        rests.add(count - certainly);
        return counts.size() - 1;
    }

    int cells() {
        return counts.size();
    }

    long count(int cell) {
        return counts.get(cell);
    }

    List<Secret> secrets() {
        return List.copyOf(secrets);
    }

    /** What everybody knows if these cells are shown besides those that are public. */
    Knowledge said(boolean[] alsoShown) {
        Knowledge.Builder said = new Knowledge.Builder();
        for (int cell = 0; cell < counts.size(); cell++) {
            said.cell(rests.get(cell), shown.contains(cell) || alsoShown[cell]);
        }
        sums.forEach(row -> said.sum(
                row.getFirst(), row.stream().skip(1).mapToInt(Integer::intValue).toArray()));
        return said.build();
    }
}
