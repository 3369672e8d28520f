package opcc.tracker.outcomes.cube;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import opcc.tracker.disclosure.rounding.CrossedErrors;
import opcc.tracker.disclosure.rounding.CrossedRounding;
import opcc.tracker.disclosure.rounding.Effort;
import opcc.tracker.disclosure.rounding.FineTable;
import opcc.tracker.disclosure.rounding.SecretSeed;
import opcc.tracker.kit.disclosure.ThresholdRule;
import opcc.tracker.kit.idempotency.CommandDigest;
import opcc.tracker.outcomes.records.OutcomeRecord;

/** Protects people once, in the finest table there is. The same people and secret always give the same cells. */
public final class CubeMaker {

    /** More pairs of a small cell and a table that shows it take too much memory and time. */
    private static final long MOST_PAIRS = 20_000_000;

    private static final int BASE = ThresholdRule.THRESHOLD;
    private static final int TENTHS_TOLD = 5;

    private CubeMaker() {}

    /**
     * What may be kept of people.
     *
     * @param cells the cells above zero, ordered by what they are
     * @param synthetic at least one record is made up to show the tracker
     * @param errors how far sums may be from the truth
     * @param crossed how many dimensions the tables cross for which errors were made small
     */
    public record Made(List<CubeCell> cells, boolean synthetic, StatedErrors errors, int crossed) {

        /** Copies the list. */
        public Made {
            cells = List.copyOf(cells);
        }

        /** Names the cells: the same cells have the same, others another. */
        public String digest() {
            StringBuilder all = new StringBuilder();
            cells.forEach(cell -> all.append(FinestCells.key(cell))
                    .append('|')
                    .append(cell.count())
                    .append('\n'));
            return CommandDigest.SHA_256
                    .of(all.toString().getBytes(StandardCharsets.UTF_8))
                    .substring(0, 32);
        }
    }

    /** Protects people, of whom there is one record each. */
    public static Made make(List<OutcomeRecord> people, byte[] secret) {
        FinestCells finest = new FinestCells(people);
        int[] counts = finest.counts();
        int crossed = crossed(CrossedRounding.smallCells(counts, BASE));
        FineTable table = new FineTable(finest.keys(), counts, finest.columns(), Crossings.upTo(crossed));
        int[] rounded = new CrossedRounding(BASE, SecretSeed.of(secret), Effort.QUICK).round(table);
        List<CubeCell> cells = new ArrayList<>();
        for (int i = 0; i < rounded.length; i++) {
            if (rounded[i] > 0) {
                cells.add(finest.cells().get(i).counting(rounded[i]));
            }
        }
        CrossedErrors errors = CrossedErrors.of(table, rounded, Crossings.upTo(Crossings.MOST));
        return new Made(cells, people.stream().anyMatch(OutcomeRecord::synthetic), stated(errors), crossed);
    }

    private static int crossed(int small) {
        int crossed = Crossings.MOST;
        while (crossed > 0 && (long) small * Crossings.upTo(crossed).size() > MOST_PAIRS) {
            crossed--;
        }
        return crossed;
    }

    private static StatedErrors stated(CrossedErrors errors) {
        return new StatedErrors(
                Math.ceilDiv(errors.largest(), BASE) * BASE,
                (int) Math.ceil(errors.mean() * 10 / TENTHS_TOLD) * TENTHS_TOLD);
    }
}
