package opcc.tracker.disclosure.suppression;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import opcc.tracker.disclosure.attack.AttackAudit;
import opcc.tracker.disclosure.attack.CheapestTable;
import opcc.tracker.disclosure.attack.Knowledge;
import opcc.tracker.disclosure.attack.OtherTable;
import opcc.tracker.disclosure.attack.Secret;

/**
 * Adds a release to what was published before: where figures of both together prove a secret of either, more of the new
 * release is left out. What was published before stays as it is.
 *
 * @param leftOut by cell, true if the new release leaves it out
 * @param audit the attack on everything, the new release included; if it is not passed, nothing may be published
 */
@SuppressWarnings("ArrayRecordComponent") // one for each release, never compared
public record AddedRelease(boolean[] leftOut, AttackAudit.Result audit) {
    private static final int ROUNDS = 4;

    /**
     * Leaves out more until nothing can be proven, or until that is seen to be impossible.
     *
     * @param said what everybody knows, by which cells the new release leaves out
     * @param mayBeLeftOut by cell, true if only the new release shows it
     * @param weights by cell, what leaving it out costs
     * @param start what is left out at first, by cell
     * @param secrets the secrets of all releases
     */
    public static AddedRelease of(
            Function<boolean[], Knowledge> said,
            boolean[] mayBeLeftOut,
            long[] weights,
            boolean[] start,
            List<Secret> secrets) {
        boolean[] leftOut = start.clone();
        List<OtherTable> tables = new ArrayList<>();
        AttackAudit.Result audit = AttackAudit.attack(said.apply(leftOut), secrets, tables);
        for (int round = 0; round < ROUNDS && !audit.passed(); round++) {
            tables.addAll(audit.witnesses().values());
            if (!leaveOutMore(said.apply(mayBeLeftOut), audit.exposed(), mayBeLeftOut, weights, leftOut, tables)) {
                break;
            }
            audit = AttackAudit.attack(said.apply(leftOut), secrets, tables);
        }
        return new AddedRelease(leftOut, audit);
    }

    private static boolean leaveOutMore(
            Knowledge open,
            List<Secret> exposed,
            boolean[] mayBeLeftOut,
            long[] weights,
            boolean[] leftOut,
            List<OtherTable> tables) {
        long[] costs = new long[weights.length];
        for (int c = 0; c < costs.length; c++) {
            costs[c] = mayBeLeftOut[c] && !leftOut[c] ? weights[c] : 0;
        }
        boolean more = false;
        for (Secret secret : exposed) {
            OtherTable table = CheapestTable.find(open, secret, costs);
            if (table == null) {
                continue;
            }
            tables.add(table);
            for (int cell : table.cells()) {
                more |= mayBeLeftOut[cell] && !leftOut[cell];
                leftOut[cell] |= mayBeLeftOut[cell];
                costs[cell] = 0;
            }
        }
        return more;
    }
}
