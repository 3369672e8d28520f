package opcc.tracker.disclosure.suppression;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import opcc.tracker.disclosure.attack.OtherTable;
import opcc.tracker.disclosure.attack.Secret;
import opcc.tracker.disclosure.table.Table;
import org.jspecify.annotations.Nullable;

/**
 * A suppression in the making: for each secret the other table that hides it. A cell is left out if it is primary or if one
 * of these tables changes it, so every plan in which each secret has its table is safe.
 */
final class Plan {
    final Table table;
    final List<Secret> secrets;
    private final boolean[] primary;
    private final @Nullable OtherTable[] tables;
    private final List<@Nullable List<Integer>> users = new ArrayList<>();
    private final Set<Integer> forbidden = new HashSet<>();
    private boolean[] favoured;
    private long loss;

    Plan(Table table, List<Secret> secrets) {
        this.table = table;
        this.secrets = secrets;
        primary = new boolean[table.publishedCount()];
        tables = new OtherTable[secrets.size()];
        favoured = new boolean[primary.length];
        for (int c = 0; c < primary.length; c++) {
            users.add(null);
        }
        for (Secret secret : secrets) {
            if (!primary[secret.cell()]) {
                primary[secret.cell()] = true;
                loss += weight(table, secret.cell());
            }
        }
    }

    /** What leaving out a cell costs: the persons that are not counted, and one for the cell itself. */
    static long weight(Table table, int cell) {
        return table.value(cell) + 1;
    }

    boolean isPrimary(int cell) {
        return primary[cell];
    }

    boolean isSuppressed(int cell) {
        List<Integer> of = users.get(cell);
        return primary[cell] || (of != null && !of.isEmpty());
    }

    /** What it would cost to change a cell in one more table; beyond all measure if that is forbidden for now. */
    long cost(int cell) {
        if (isSuppressed(cell)) {
            return 0;
        }
        return forbidden.contains(cell) ? Long.MAX_VALUE / 4 : favoured[cell] ? 0 : weight(table, cell);
    }

    /** Cells that may be left out as if that were free, until told otherwise. */
    void favour(boolean[] cells) {
        favoured = cells;
    }

    void forbid(int cell) {
        forbidden.add(cell);
    }

    void allow(int cell) {
        forbidden.remove(cell);
    }

    @Nullable
    OtherTable tableOf(int secret) {
        return tables[secret];
    }

    /** The secrets whose tables change a cell; a copy. */
    List<Integer> usersOf(int cell) {
        List<Integer> of = users.get(cell);
        return of == null ? List.of() : List.copyOf(of);
    }

    /** What is lost so far: the sum of the weights of what is left out. */
    long loss() {
        return loss;
    }

    void use(int secret, OtherTable table) {
        drop(secret);
        tables[secret] = table;
        for (int cell : table.cells()) {
            if (!isSuppressed(cell)) {
                loss += weight(this.table, cell);
            }
            List<Integer> of = users.get(cell);
            if (of == null) {
                of = new ArrayList<>(2);
                users.set(cell, of);
            }
            of.add(secret);
        }
    }

    void drop(int secret) {
        OtherTable old = tables[secret];
        if (old == null) {
            return;
        }
        tables[secret] = null;
        for (int cell : old.cells()) {
            List<Integer> of = users.get(cell);
            if (of != null) {
                of.remove((Integer) secret);
            }
            if (!isSuppressed(cell)) {
                loss -= weight(this.table, cell);
            }
        }
    }

    /** The tables found so far. */
    List<OtherTable> tables() {
        List<OtherTable> found = new ArrayList<>();
        for (OtherTable one : tables) {
            if (one != null) {
                found.add(one);
            }
        }
        return found;
    }

    boolean[] suppressed() {
        boolean[] suppressed = new boolean[primary.length];
        for (int c = 0; c < suppressed.length; c++) {
            suppressed[c] = isSuppressed(c);
        }
        return suppressed;
    }
}
