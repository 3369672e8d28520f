package opcc.tracker.disclosure.suppression;

import java.util.List;
import opcc.tracker.disclosure.attack.Secret;
import opcc.tracker.disclosure.table.Table;

/**
 * A lower bound of the loss for tables that are too large for more: prices on the conditions of single relations, raised one
 * after the other as long as no cell is asked for more than it costs. By duality what the prices come to is lost in any case.
 */
final class RelationBound {
    private RelationBound() {}

    /** No safe suppression of the table loses less than this. */
    static long of(Table table, List<Secret> secrets) {
        boolean[] primary = new boolean[table.publishedCount()];
        double[] left = new double[primary.length];
        long certain = 0;
        for (int c = 0; c < left.length; c++) {
            left[c] = Plan.weight(table, c);
        }
        for (Secret secret : secrets) {
            if (!primary[secret.cell()]) {
                primary[secret.cell()] = true;
                certain += Plan.weight(table, secret.cell());
            }
        }
        RelationCuts relations = new RelationCuts(table);
        double priced = 0;
        for (int s = 0; s < secrets.size(); s++) {
            for (Cut cut : relations.of(s, secrets.get(s))) {
                priced += price(cut, primary, left);
            }
        }
        return certain + (long) Math.ceil(priced - 1e-6 * Math.max(1, priced));
    }

    private static double price(Cut cut, boolean[] primary, double[] left) {
        long need = Cut.WHOLE;
        for (int k = 0; k < cut.cells().length; k++) {
            need -= primary[cut.cells()[k]] ? cut.shares()[k] : 0;
        }
        if (need <= 0) {
            return 0;
        }
        double price = Double.MAX_VALUE;
        for (int k = 0; k < cut.cells().length; k++) {
            if (!primary[cut.cells()[k]]) {
                price = Math.min(price, left[cut.cells()[k]] * need / Math.min(need, cut.shares()[k]));
            }
        }
        if (price == Double.MAX_VALUE) {
            return 0;
        }
        for (int k = 0; k < cut.cells().length; k++) {
            if (!primary[cut.cells()[k]]) {
                left[cut.cells()[k]] -= price * Math.min(need, cut.shares()[k]) / need;
            }
        }
        return price;
    }
}
