package opcc.tracker.disclosure.suppression;

import java.util.ArrayList;
import java.util.List;
import opcc.tracker.disclosure.attack.Doubt;
import opcc.tracker.disclosure.attack.Secret;
import opcc.tracker.disclosure.table.Relation;
import opcc.tracker.disclosure.table.Table;

/**
 * What has to stay unproven, and when it does.
 *
 * <p><b>Small count.</b> Every published cell of 1 to base - 1, on every margin, is primary. It is safe if some table of whole
 * numbers, none below 0, that fits everything published holds 0 or at least the base in its place: its provable interval then
 * contains 0 or reaches the base, and is no single value since the truth fits too. Nobody can prove that it is a count of 1 to
 * base - 1.
 *
 * <p><b>Group.</b> Where a total above 0 has at least two listed parts along one step of one dimension, and a single part holds
 * all of it, every member of the group shares that value. That part (the telling cell) is primary, whatever its size. It is
 * safe if some table that fits has at least one person in the other parts, or, where the total itself is below the base, if
 * some table that fits has nobody in the group. Rows that the input does not list are zeros that everybody knows of, so a
 * total with a single listed part tells nothing that its frame did not.
 *
 * @param base the smallest count above 0 that may be shown, at least 2
 * @param groups true if groups that share one value are protected
 */
public record Criterion(int base, boolean groups) {
    public Criterion {
        if (base < 2) {
            throw new IllegalArgumentException("The base of suppression is at least 2");
        }
    }

    /** All that has to be kept of a table, by the cells' order, small counts before groups. */
    public List<Secret> secrets(Table table) {
        return secrets(table, false);
    }

    /**
     * All that has to be kept of a table that is not published itself but may be worked out. A group is safe, too, if some
     * table that fits has nobody in it, whatever its size: then nobody can prove that there is a group to be told about.
     */
    public List<Secret> secretsUnshown(Table table) {
        return secrets(table, true);
    }

    private List<Secret> secrets(Table table, boolean unshown) {
        List<Secret> secrets = new ArrayList<>();
        for (int c = 0; c < table.publishedCount(); c++) {
            long value = table.value(c);
            if (value >= 1 && value < base) {
                secrets.add(new Secret(
                        c, Secret.Kind.SMALL_COUNT, List.of(Doubt.smaller(c, value), Doubt.greater(c, base - value))));
            }
        }
        if (groups) {
            for (Relation relation : table.relations()) {
                Secret secret = group(table, relation, unshown);
                if (secret != null) {
                    secrets.add(secret);
                }
            }
        }
        return secrets;
    }

    private @org.jspecify.annotations.Nullable Secret group(Table table, Relation relation, boolean unshown) {
        long total = table.value(relation.total());
        if (total == 0 || relation.parts().length < 2) {
            return null;
        }
        int[] others = new int[relation.parts().length - 1];
        int telling = -1;
        int count = 0;
        for (int part : relation.parts()) {
            if (table.value(part) == total) {
                telling = part;
            } else if (table.value(part) == 0) {
                others[count++] = part;
            } else {
                return null;
            }
        }
        List<Doubt> doubts = new ArrayList<>();
        doubts.add(new Doubt(others, 1, 1));
        if (unshown || total < base) {
            doubts.add(Doubt.smaller(relation.total(), total));
        }
        return new Secret(telling, Secret.Kind.GROUP, doubts);
    }
}
