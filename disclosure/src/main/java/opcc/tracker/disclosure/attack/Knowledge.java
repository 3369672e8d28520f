package opcc.tracker.disclosure.attack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import opcc.tracker.disclosure.table.Relation;
import opcc.tracker.disclosure.table.Table;

/**
 * Everything that a reader knows: cells that hold whole numbers of persons, never below 0, which of them were published, and
 * which are the sum of which others. A cell here is any figure of any table of any release; statements about the same inner
 * cells in several releases become one system by naming the same cells, see {@link Builder#release}.
 *
 * <p>It holds the truth too, for the publisher's own audit; the attack uses the truth only as a table that fits.
 */
public final class Knowledge {
    private final long[] truth;
    private final boolean[] known;
    private final Links sums;
    private final Links sumsOfCell;
    private final int[] component;

    private Knowledge(long[] truth, boolean[] known, Links sums) {
        this.truth = truth;
        this.known = known;
        this.sums = sums;
        this.sumsOfCell = sums.turned(truth.length);
        workOutWhatIsPlain();
        this.component = components();
    }

    /** What one table tells if these of its published cells are left out; cells are numbered as the table's are. */
    public static Knowledge of(Table table, boolean[] suppressed) {
        Builder builder = new Builder();
        for (int c = 0; c < table.publishedCount(); c++) {
            builder.cell(table.value(c), !suppressed[c]);
        }
        for (Relation relation : table.relations()) {
            builder.sum(relation.total(), relation.parts());
        }
        return builder.build();
    }

    /** How many cells it speaks of. */
    public int cells() {
        return truth.length;
    }

    /** The true count of a cell. */
    public long truth(int cell) {
        return truth[cell];
    }

    /** True if the count was published or follows by plain subtraction. */
    public boolean isKnown(int cell) {
        return known[cell];
    }

    /** The number of the set of cells that hang together by sums and share nothing unknown with others; -1 if known. */
    public int component(int cell) {
        return component[cell];
    }

    /** Sums as rows of cells; the total, which comes first, counts negatively. */
    Links sums() {
        return sums;
    }

    /** For each cell the sums that it is in. */
    Links sumsOfCell() {
        return sumsOfCell;
    }

    /** True if the table fits everything published and holds nothing below 0: exact, in whole numbers, without a solver. */
    public boolean admits(OtherTable table) {
        Map<Integer, Long> balances = new HashMap<>();
        for (int k = 0; k < table.cells().length; k++) {
            int cell = table.cells()[k];
            long change = table.changes()[k];
            if (known[cell] || truth[cell] + change < 0) {
                return false;
            }
            for (int s = sumsOfCell.start(cell); s < sumsOfCell.end(cell); s++) {
                int sum = sumsOfCell.item(s);
                boolean isTotal = sums.item(sums.start(sum)) == cell;
                balances.merge(sum, isTotal ? -change : change, Long::sum);
            }
        }
        return balances.values().stream().allMatch(balance -> balance == 0);
    }

    /** A sum with a single unknown cell gives it away, and so does a sum of nothing but zeros. */
    private void workOutWhatIsPlain() {
        int[] unknownIn = new int[sums.rows()];
        boolean[] queued = new boolean[sums.rows()];
        for (int sum = 0; sum < sums.rows(); sum++) {
            for (int at = sums.start(sum); at < sums.end(sum); at++) {
                unknownIn[sum] += known[sums.item(at)] ? 0 : 1;
            }
        }
        List<Integer> todo = new ArrayList<>();
        for (int sum = 0; sum < queued.length; sum++) {
            if (unknownIn[sum] > 0) {
                todo.add(sum);
                queued[sum] = true;
            }
        }
        for (int next = 0; next < todo.size(); next++) {
            int sum = todo.get(next);
            queued[sum] = false;
            boolean single = unknownIn[sum] == 1;
            if (unknownIn[sum] == 0 || !(single || restIsZero(sum))) {
                continue;
            }
            for (int at = sums.start(sum); at < sums.end(sum); at++) {
                int cell = sums.item(at);
                if (known[cell]) {
                    continue;
                }
                known[cell] = true;
                for (int s = sumsOfCell.start(cell); s < sumsOfCell.end(cell); s++) {
                    int other = sumsOfCell.item(s);
                    unknownIn[other]--;
                    if (!queued[other] && unknownIn[other] > 0) {
                        queued[other] = true;
                        todo.add(other);
                    }
                }
            }
        }
    }

    /** True if the total is known and nothing of it is left for the unknown parts. */
    private boolean restIsZero(int sum) {
        if (!known[sums.item(sums.start(sum))]) {
            return false;
        }
        for (int at = sums.start(sum) + 1; at < sums.end(sum); at++) {
            if (!known[sums.item(at)] && truth[sums.item(at)] != 0) {
                return false;
            }
        }
        return true;
    }

    private int[] components() {
        int[] found = new int[truth.length];
        Arrays.fill(found, -1);
        int[] stack = new int[truth.length];
        int next = 0;
        for (int first = 0; first < truth.length; first++) {
            if (known[first] || found[first] >= 0) {
                continue;
            }
            int top = 0;
            stack[top++] = first;
            found[first] = next;
            while (top > 0) {
                int cell = stack[--top];
                for (int s = sumsOfCell.start(cell); s < sumsOfCell.end(cell); s++) {
                    int sum = sumsOfCell.item(s);
                    for (int at = sums.start(sum); at < sums.end(sum); at++) {
                        int other = sums.item(at);
                        if (!known[other] && found[other] < 0) {
                            found[other] = next;
                            stack[top++] = other;
                        }
                    }
                }
            }
            next++;
        }
        return found;
    }

    /** Collects cells and what was said of them. */
    public static final class Builder {
        private final List<Long> truth = new ArrayList<>();
        private final List<Boolean> published = new ArrayList<>();
        private final List<int[]> sums = new ArrayList<>();

        /** Adds a cell and gives its number, counted from 0. */
        public int cell(long count, boolean isPublished) {
            if (count < 0) {
                throw new IllegalArgumentException("A count of persons is below zero");
            }
            truth.add(count);
            published.add(isPublished);
            return truth.size() - 1;
        }

        /** Notes that a cell was published, whatever was said of it before. */
        public void publish(int cell) {
            published.set(cell, true);
        }

        /**
         * Adds a whole release of inner cells that other releases may speak of too.
         *
         * @param suppressed by published cell, true if it is left out
         * @param inner for each inner cell of the table its number here; a cell that any release shows is known
         * @return for each published cell its number here
         */
        public int[] release(Table table, boolean[] suppressed, int[] inner) {
            int[] numbers = new int[table.publishedCount()];
            Arrays.fill(numbers, -1);
            for (int i = 0; i < inner.length; i++) {
                int shown = table.publishedOfInner(i);
                numbers[shown] = inner[i];
                if (!suppressed[shown]) {
                    publish(inner[i]);
                }
            }
            for (int c = 0; c < numbers.length; c++) {
                if (numbers[c] < 0) {
                    numbers[c] = cell(table.value(c), !suppressed[c]);
                }
            }
            for (Relation relation : table.relations()) {
                sum(
                        numbers[relation.total()],
                        Arrays.stream(relation.parts())
                                .map(part -> numbers[part])
                                .toArray());
            }
            return numbers;
        }

        /** Adds that one cell is the sum of others. */
        public void sum(int total, int[] parts) {
            int[] row = new int[parts.length + 1];
            row[0] = total;
            System.arraycopy(parts, 0, row, 1, parts.length);
            sums.add(row);
        }

        /**
         * Closes the collection.
         *
         * @throws IllegalArgumentException if a sum does not add up: such figures cannot be audited as sums
         */
        public Knowledge build() {
            long[] counts = truth.stream().mapToLong(Long::longValue).toArray();
            for (int[] row : sums) {
                long left = counts[row[0]];
                for (int k = 1; k < row.length; k++) {
                    left = Math.subtractExact(left, counts[row[k]]);
                }
                if (left != 0) {
                    throw new IllegalArgumentException("A total and its parts do not add up");
                }
            }
            boolean[] known = new boolean[counts.length];
            for (int c = 0; c < known.length; c++) {
                known[c] = published.get(c);
            }
            return new Knowledge(counts, known, Links.of(sums));
        }
    }
}
