package opcc.tracker.disclosure.suppression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import opcc.tracker.disclosure.attack.AttackAudit;
import opcc.tracker.disclosure.attack.Knowledge;
import opcc.tracker.disclosure.attack.OtherTable;
import opcc.tracker.disclosure.attack.Secret;
import opcc.tracker.disclosure.table.Table;

/**
 * Suppression at the least loss, proven: cells are chosen by a 0-1 programme, attacked, and each attack that succeeds becomes
 * a condition of the next choice, until no attack succeeds. The first choices are fractional, which is fast and gives most of
 * the conditions. Ends early, with a lower bound, when the work allowed is done.
 */
final class ExactSearch {
    private static final double BROKEN = 1e-4;
    private static final double CLEARLY = 0.01;
    private static final double ROOM = 1e-4;
    private static final int CUTS_A_ROUND = 40;
    /** How many cells all attacks together may look at: half a minute's work or so. */
    private static final long ATTACKED_CELLS = 1_500_000;

    private final Table table;
    private final List<Secret> secrets;
    private final double work;
    private long attacks;

    /**
     * A search with limits that are counted, not timed.
     *
     * @param work CP-SAT's deterministic units for all whole choices together
     * @param patience the share of these and of the attacks that is allowed, 0 to 1
     */
    ExactSearch(Table table, List<Secret> secrets, double work, double patience) {
        this.table = table;
        this.secrets = secrets;
        this.work = work * patience;
        this.attacks = (long) (ATTACKED_CELLS * patience) / table.publishedCount();
    }

    /** The best safe suppression found, the tables that hide its secrets, and a loss that none can be below. */
    record Outcome(boolean[] suppressed, List<OtherTable> tables, long loss, long bound) {}

    /** Looks for better than a suppression that is known to be safe. */
    Outcome from(boolean[] safe, List<OtherTable> tables) {
        Outcome best = new Outcome(safe, tables, loss(safe), 0);
        try (Master master = new Master(table, secrets);
                CutSearch cuts = new CutSearch(table, secrets)) {
            RelationCuts relations = new RelationCuts(table);
            for (int s = 0; s < secrets.size(); s++) {
                relations.of(s, secrets.get(s)).forEach(master::add);
            }
            long bound = fractional(master, cuts, best.loss);
            double left = work;
            while (bound < best.loss && left > 0 && attacks > -secrets.size()) {
                Master.Choice choice = master.choose(best.suppressed, left);
                left -= Math.max(choice.work(), 0.01);
                bound = Math.max(bound, choice.bound());
                Knowledge knowledge = Knowledge.of(table, choice.suppressed());
                AttackAudit.Result attack = AttackAudit.attack(knowledge, secrets, best.tables);
                if (attack.passed()) {
                    long loss = loss(choice.suppressed());
                    if (loss < best.loss) {
                        best = new Outcome(
                                choice.suppressed(),
                                List.copyOf(attack.witnesses().values()),
                                loss,
                                bound);
                    }
                    if (!choice.optimal()) {
                        break;
                    }
                    continue;
                }
                learn(master, cuts, choice.suppressed(), attack);
                Outcome mended = mended(choice.suppressed());
                if (mended.loss < best.loss) {
                    best = mended;
                }
            }
            return new Outcome(best.suppressed, best.tables, best.loss, Math.min(bound, best.loss));
        }
    }

    private long fractional(Master master, CutSearch cuts, long loss) {
        long bound = 0;
        int stale = 0;
        int secret = 0;
        while (bound < loss && attacks > 0 && stale < 12) {
            double[] degrees = master.degrees();
            if (degrees.length == 0) {
                return bound;
            }
            stale = master.linearBound() > bound ? 0 : stale + 1;
            bound = Math.max(bound, master.linearBound());
            int before = master.cutCount();
            double[] room = room(degrees);
            // Few conditions at a time: most of the others would be met once these are.
            for (int n = 0; n < secrets.size() && attacks > 0 && master.cutCount() < before + CUTS_A_ROUND; n++) {
                attacks -= secrets.get(secret).doubts().size();
                for (Cut cut : cuts.broken(secret, room, CLEARLY)) {
                    if (cut.reached(degrees) < 1 - CLEARLY) {
                        master.add(cut);
                    }
                }
                secret = (secret + 1) % secrets.size();
            }
            if (master.cutCount() == before) {
                return bound;
            }
        }
        return bound;
    }

    /** Every attack that succeeded becomes a condition. */
    private void learn(Master master, CutSearch cuts, boolean[] suppressed, AttackAudit.Result attack) {
        double[] degrees = new double[suppressed.length];
        for (int c = 0; c < degrees.length; c++) {
            degrees[c] = suppressed[c] ? 1 : 0;
        }
        double[] room = room(degrees);
        for (int s = 0; s < secrets.size(); s++) {
            if (attack.witnesses().containsKey(s)) {
                continue;
            }
            attacks -= secrets.get(s).doubts().size();
            List<Cut> found = new ArrayList<>(cuts.broken(s, room, BROKEN));
            found.removeIf(cut -> cut.reached(degrees) >= 1 - BROKEN);
            if (found.isEmpty()) {
                found.addAll(cuts.broken(s, degrees, BROKEN));
            }
            if (found.isEmpty()) {
                found.add(another(suppressed, s));
            }
            found.forEach(master::add);
        }
    }

    /** Where only fractions of persons hide a secret: none of these cells alone will do, so one more is needed. */
    private static Cut another(boolean[] suppressed, int secret) {
        int[] cells = new int[suppressed.length];
        int count = 0;
        for (int c = 0; c < suppressed.length; c++) {
            if (!suppressed[c]) {
                cells[count++] = c;
            }
        }
        int[] shares = new int[count];
        Arrays.fill(shares, Cut.WHOLE);
        return new Cut(Arrays.copyOf(cells, count), shares, secret, Cut.ANY);
    }

    /** A little room everywhere, less where it is cheap, makes the conditions speak of few and dear cells. */
    private double[] room(double[] degrees) {
        double[] room = new double[degrees.length];
        for (int c = 0; c < room.length; c++) {
            room[c] = Math.max(degrees[c], ROOM / Plan.weight(table, c));
        }
        return room;
    }

    private Outcome mended(boolean[] suppressed) {
        Plan plan = new Plan(table, secrets);
        plan.favour(suppressed);
        CubeHeuristic heuristic = new CubeHeuristic(table, plan);
        heuristic.start();
        plan.favour(new boolean[suppressed.length]);
        heuristic.improve();
        return new Outcome(plan.suppressed(), plan.tables(), plan.loss(), 0);
    }

    private long loss(boolean[] suppressed) {
        long loss = 0;
        for (int c = 0; c < suppressed.length; c++) {
            loss += suppressed[c] ? Plan.weight(table, c) : 0;
        }
        return loss;
    }
}
