package opcc.tracker.disclosure.suppression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import opcc.tracker.disclosure.attack.Doubt;
import opcc.tracker.disclosure.attack.OtherTable;
import opcc.tracker.disclosure.table.Table;
import org.jspecify.annotations.Nullable;

/**
 * Finds the cheapest cube that raises a doubt. A cube takes one step in each dimension: it either swaps persons between two
 * codes, which leaves everything above both as it was, or adds them to one code and all that is above it. The cells changed
 * are the product of these steps, up or down by the same number, so that every sum still holds by construction.
 */
final class CubeSearch {
    private final Table table;
    private final Lattice lattice;
    private final Plan plan;
    private final int breadth;
    private final long mostLooks;

    private int cell;
    private int sign;
    private long level;
    private long best;
    private long looks;
    private int[] bestCells = {};
    private long[] bestChanges = {};

    /** A step in one dimension: the nodes whose counts change, the cell's own first, and which way. */
    private record Step(int[] nodes, int[] signs) {}

    /** The cells changed so far, by key and direction. */
    private record Front(long[] keys, int[] signs, long cost, int kept) {}

    CubeSearch(Table table, Lattice lattice, Plan plan, int breadth, long mostLooks) {
        this.table = table;
        this.lattice = lattice;
        this.plan = plan;
        this.breadth = breadth;
        this.mostLooks = mostLooks;
    }

    /** The cheapest table found that raises one of the doubts for less than the limit; null if there is none. */
    @Nullable
    OtherTable cheapest(List<Doubt> doubts, long limit) {
        best = limit;
        bestCells = new int[0];
        looks = 0;
        for (Doubt doubt : doubts) {
            for (int one : doubt.cells()) {
                cell = one;
                sign = doubt.sign();
                level = doubt.atLeast();
                if (!fits(one, sign)) {
                    continue;
                }
                long cost = plan.cost(one);
                if (cost < best) {
                    extend(new Front(new long[] {lattice.key(one)}, new int[] {sign}, cost, 1), 0);
                }
            }
        }
        return bestCells.length == 0 ? null : sorted();
    }

    private boolean fits(int one, int direction) {
        return direction > 0 || table.value(one) >= level;
    }

    private void extend(Front front, int dimension) {
        if (dimension == lattice.dimensions) {
            if (front.cost < best) {
                best = front.cost;
                bestCells = new int[front.kept];
                bestChanges = new long[front.kept];
                for (int k = 0; k < front.kept; k++) {
                    bestCells[k] = lattice.cell(front.keys[k]);
                    bestChanges[k] = front.signs[k] * level;
                }
            }
            return;
        }
        List<Front> next = new ArrayList<>();
        for (Step step : steps(dimension)) {
            if (looks > mostLooks && bestCells.length > 0) {
                break;
            }
            Front longer = longer(front, step, dimension);
            if (longer != null) {
                next.add(longer);
            }
        }
        next.sort(Comparator.comparingLong(Front::cost));
        int tried = 0;
        for (Front longer : next) {
            if (longer.cost >= best || tried++ >= breadth || (looks > mostLooks && bestCells.length > 0)) {
                return;
            }
            extend(longer, dimension + 1);
        }
    }

    /** The front with this step taken; null if a cell is not listed, would fall below 0 or makes it too dear. */
    private @Nullable Front longer(Front front, Step step, int dimension) {
        int steps = step.nodes.length;
        long[] keys = Arrays.copyOf(front.keys, front.kept * steps);
        int[] signs = Arrays.copyOf(front.signs, front.kept * steps);
        long cost = front.cost;
        int kept = front.kept;
        long stride = lattice.stride(dimension);
        for (int s = 1; s < steps; s++) {
            long shift = (step.nodes[s] - step.nodes[0]) * stride;
            for (int k = 0; k < front.kept; k++) {
                looks++;
                keys[kept] = front.keys[k] + shift;
                signs[kept] = front.signs[k] * step.signs[s];
                int other = lattice.cell(keys[kept]);
                if (other < 0 || !fits(other, signs[kept])) {
                    return null;
                }
                cost += plan.cost(other);
                if (cost >= best) {
                    return null;
                }
                kept++;
            }
        }
        return new Front(keys, signs, cost, kept);
    }

    private List<Step> steps(int d) {
        int node = lattice.node(d, cell);
        List<Step> steps = new ArrayList<>();
        int[] inside = nearest(d, lattice.codesUnder(d, node));
        boolean isTotal = lattice.above(d, node) < 0;
        for (int code : inside) {
            if (!isTotal) {
                for (int other = 0; other < lattice.nodes(d); other++) {
                    boolean isCode =
                            lattice.codesUnder(d, other).length == 1 && lattice.codesUnder(d, other)[0] == other;
                    if (isCode && !lattice.isUnder(d, other, node)) {
                        steps.add(swap(d, node, code, other));
                    }
                }
            }
            steps.add(carry(d, node, code));
        }
        return steps;
    }

    /** Of the codes in the cell's node those whose own cells are cheapest to change. */
    private int[] nearest(int d, int[] codes) {
        if (codes.length <= 1) {
            return codes;
        }
        long key = lattice.key(cell) - lattice.node(d, cell) * lattice.stride(d);
        return Arrays.stream(codes)
                .filter(code -> lattice.cell(key + code * lattice.stride(d)) >= 0)
                .filter(code -> fits(lattice.cell(key + code * lattice.stride(d)), sign))
                .boxed()
                .sorted(Comparator.comparingLong(code -> plan.cost(lattice.cell(key + code * lattice.stride(d)))))
                .limit(breadth)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private Step carry(int d, int node, int code) {
        return step(node, path(d, code, -1), new int[0]);
    }

    private Step swap(int d, int node, int code, int other) {
        int common = other;
        while (!lattice.isUnder(d, code, common)) {
            common = lattice.above(d, common);
        }
        return step(node, path(d, code, common), path(d, other, common));
    }

    /** A code and what is above it, up to but without a node. */
    private int[] path(int d, int code, int end) {
        int[] path = new int[8];
        int length = 0;
        for (int at = code; at != end; at = lattice.above(d, at)) {
            if (length == path.length) {
                path = Arrays.copyOf(path, length * 2);
            }
            path[length++] = at;
        }
        return Arrays.copyOf(path, length);
    }

    private static Step step(int node, int[] up, int[] down) {
        int[] nodes = new int[up.length + down.length];
        int[] signs = new int[nodes.length];
        nodes[0] = node;
        signs[0] = 1;
        int at = 1;
        for (int one : up) {
            if (one != node) {
                nodes[at] = one;
                signs[at++] = 1;
            }
        }
        for (int one : down) {
            nodes[at] = one;
            signs[at++] = -1;
        }
        return new Step(nodes, signs);
    }

    private OtherTable sorted() {
        Integer[] order = new Integer[bestCells.length];
        Arrays.setAll(order, k -> k);
        Arrays.sort(order, Comparator.comparingInt(k -> bestCells[k]));
        int[] cells = new int[order.length];
        long[] changes = new long[order.length];
        for (int k = 0; k < order.length; k++) {
            cells[k] = bestCells[order[k]];
            changes[k] = bestChanges[order[k]];
        }
        return new OtherTable(cells, changes);
    }
}
