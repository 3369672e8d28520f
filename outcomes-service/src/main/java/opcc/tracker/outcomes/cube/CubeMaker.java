package opcc.tracker.outcomes.cube;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import opcc.tracker.disclosure.rounding.CrossedErrors;
import opcc.tracker.disclosure.rounding.CrossedRounding;
import opcc.tracker.disclosure.rounding.Effort;
import opcc.tracker.disclosure.rounding.FineTable;
import opcc.tracker.disclosure.rounding.SecretSeed;
import opcc.tracker.kit.disclosure.ThresholdRule;
import opcc.tracker.kit.idempotency.CommandDigest;
import opcc.tracker.outcomes.records.OutcomeRecord;

/**
 * Protects people once, in the finest table there is. The same people and secret always give the same cells.
 *
 * <p>Every cell becomes a multiple of the base: what is left of its count after division by the base is rounded, so that one
 * person more never shows. Each service is rounded alone: how its own records were rounded tells a provider nothing of the
 * others'.
 */
public final class CubeMaker {

    /** More pairs of a small cell and a table that shows it take too much memory and time. */
    private static final long MOST_PAIRS = 20_000_000;

    private static final int BASE = ThresholdRule.THRESHOLD;
    /** Of all services together. */
    private static final Effort EFFORT = Effort.QUICK;

    private static final int TENTHS_TOLD = 5;
    private static final int LEAST_LARGEST = 2 * BASE;
    private static final int LEAST_MEAN_TENTHS = 25;

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
        CountedPeople counted = new CountedPeople();
        people.forEach(counted::add);
        return make(counted, secret);
    }

    /** Protects people who are counted already. */
    public static Made make(CountedPeople people, byte[] secret) {
        FinestCells finest = new FinestCells(people);
        int[] rests = Arrays.stream(finest.counts()).map(count -> count % BASE).toArray();
        int[] rounded = new int[rests.length];
        int crossed = Crossings.MOST;
        for (int[] cells : finest.byService()) {
            FineTable alone = finest.table(cells, rests, Crossings.upTo(0));
            int most = crossed(CrossedRounding.smallCells(alone.counts(), BASE));
            crossed = Math.min(crossed, most);
            int[] each = new CrossedRounding(BASE, SecretSeed.of(secret), EFFORT.share(cells.length, rests.length))
                    .round(finest.table(cells, rests, Crossings.upTo(most)));
            for (int i = 0; i < cells.length; i++) {
                rounded[cells[i]] = each[i];
            }
        }
        FineTable whole =
                finest.table(IntStream.range(0, rests.length).toArray(), rests, Crossings.upTo(Crossings.MOST));
        CrossedErrors errors = CrossedErrors.of(whole, rounded, whole.crossings());
        return new Made(
                finest.counting(cell -> finest.counts()[cell] - rests[cell] + rounded[cell]),
                people.synthetic(),
                stated(errors),
                crossed);
    }

    private static int crossed(int small) {
        int crossed = Crossings.MOST;
        while (crossed > 0 && (long) small * Crossings.upTo(crossed).size() > MOST_PAIRS) {
            crossed--;
        }
        return crossed;
    }

    /** Never less than what a quarter of one person could have: else the errors of a small quarter would tell its counts. */
    private static StatedErrors stated(CrossedErrors errors) {
        return new StatedErrors(
                Math.max(LEAST_LARGEST, Math.ceilDiv(errors.largest(), BASE) * BASE),
                Math.max(LEAST_MEAN_TENTHS, (int) Math.ceil(errors.mean() * 10 / TENTHS_TOLD) * TENTHS_TOLD));
    }
}
