package opcc.tracker.disclosure.suppression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import opcc.tracker.disclosure.attack.Doubt;
import opcc.tracker.disclosure.attack.Secret;
import opcc.tracker.disclosure.table.Relation;
import opcc.tracker.disclosure.table.Table;

/**
 * The conditions that single relations put on a safe suppression: whoever moves a cell has to move others of the same
 * relation, upwards without limit and downwards by no more than they hold.
 */
final class RelationCuts {
    private final Table table;
    private final List<Relation> relations;
    private final int[][] relationsOf;

    RelationCuts(Table table) {
        this.table = table;
        relations = table.relations();
        int[] counts = new int[table.publishedCount()];
        for (Relation relation : relations) {
            counts[relation.total()]++;
            for (int part : relation.parts()) {
                counts[part]++;
            }
        }
        relationsOf = new int[counts.length][];
        Arrays.setAll(relationsOf, c -> new int[counts[c]]);
        for (int r = 0; r < relations.size(); r++) {
            Relation relation = relations.get(r);
            relationsOf[relation.total()][--counts[relation.total()]] = r;
            for (int part : relation.parts()) {
                relationsOf[part][--counts[part]] = r;
            }
        }
    }

    /** The conditions for one secret; none for relations that not every doubt of it has to do with. */
    List<Cut> of(int place, Secret secret) {
        List<Cut> cuts = new ArrayList<>();
        int[] cells = secret.doubts().getFirst().cells();
        if (secret.doubts().stream().anyMatch(doubt -> doubt.cells()[0] != cells[0])) {
            return cuts;
        }
        for (int r : relationsOf[cells[0]]) {
            Relation relation = relations.get(r);
            int[] members = Arrays.copyOf(relation.parts(), relation.parts().length + 1);
            members[relation.parts().length] = relation.total();
            int[] shares = new int[members.length];
            for (Doubt doubt : secret.doubts()) {
                addShares(relation, members, shares, doubt);
            }
            cuts.add(cut(place, members, shares));
        }
        return cuts;
    }

    /** The doubt's cells move this way; what they move together has to be given by the others. */
    private void addShares(Relation relation, int[] members, int[] shares, Doubt doubt) {
        int side = doubt.cells()[0] == relation.total() ? -1 : 1;
        for (int k = 0; k < members.length; k++) {
            int cell = members[k];
            int ownSide = cell == relation.total() ? -1 : 1;
            if (Arrays.stream(doubt.cells()).anyMatch(moved -> moved == cell)) {
                continue;
            }
            boolean falls = ownSide * side * doubt.sign() > 0;
            long give = falls ? Math.min(table.value(cell), doubt.atLeast()) : doubt.atLeast();
            shares[k] = Math.max(shares[k], (int) Math.ceilDiv(give * Cut.WHOLE, doubt.atLeast()));
        }
    }

    private static Cut cut(int place, int[] members, int[] shares) {
        int[] cells = new int[members.length];
        int[] kept = new int[members.length];
        int count = 0;
        for (int k = 0; k < members.length; k++) {
            if (shares[k] > 0) {
                cells[count] = members[k];
                kept[count++] = shares[k];
            }
        }
        return new Cut(Arrays.copyOf(cells, count), Arrays.copyOf(kept, count), place, Cut.ANY);
    }
}
