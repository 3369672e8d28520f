package opcc.tracker.disclosure.rounding;

import java.util.Arrays;
import opcc.tracker.disclosure.samples.SeededRandom;

/**
 * Lowers the largest error step by step: for each bound it repairs sums beyond it, one flip at a time, and lets sums that
 * resist weigh more (a weighted local search for constraint satisfaction, as PAWS and SAPS are for clauses).
 */
final class Lowering {
    private static final int SAMPLE = 48;

    private final Rounding rounding;
    private final SmallCells cells;
    private final SeededRandom random;
    private final int[] pressure;
    private final int[] beyond;
    private final int[] placeBeyond;
    private int beyondCount;
    private int bound;
    private long done;

    Lowering(Rounding rounding, SeededRandom random) {
        this.rounding = rounding;
        this.cells = rounding.cells;
        this.random = random;
        pressure = new int[cells.sums()];
        beyond = new int[cells.sums()];
        placeBeyond = new int[cells.sums()];
    }

    /** Lowers until the bound is reached that can't be beaten, or the work is done; gives the best rounding met. */
    Rounding run(int least, long work) {
        Rounding best = rounding.copy();
        long since = 0;
        while (best.largest() > least && done < since + work) {
            since = done;
            start(best.largest() - 1);
            while (beyondCount > 0 && done < since + work) {
                repair();
            }
            if (beyondCount == 0) {
                best = rounding.copy();
            } else {
                break;
            }
        }
        return best;
    }

    private void start(int newBound) {
        bound = newBound;
        Arrays.fill(pressure, 1);
        Arrays.fill(placeBeyond, -1);
        beyondCount = 0;
        for (int s = 0; s < cells.sums(); s++) {
            note(s);
        }
    }

    private void repair() {
        int sum = beyond[random.below(beyondCount)];
        int[] members = cells.cellsOfSum[sum];
        boolean tooHigh = rounding.error[sum] > 0;
        int best = -1;
        long bestCost = Long.MAX_VALUE;
        int from = random.below(members.length);
        int looked = 0;
        for (int i = 0; i < members.length && looked < SAMPLE; i++) {
            int cell = members[(from + i) % members.length];
            if (rounding.up[cell] == tooHigh) {
                looked++;
                long cost = flipCost(cell);
                if (cost < bestCost) {
                    bestCost = cost;
                    best = cell;
                }
            }
        }
        done += 8;
        if (best >= 0 && bestCost <= 0) {
            rounding.flip(best);
            for (int s : cells.sumsOfCell[best]) {
                note(s);
            }
        } else {
            pressure[sum]++;
        }
    }

    private long flipCost(int cell) {
        int step = rounding.step(cell);
        long cost = 0;
        int[] sums = cells.sumsOfCell[cell];
        done += sums.length;
        for (int s : sums) {
            int before = Math.max(0, Math.abs(rounding.error[s]) - bound);
            int after = Math.max(0, Math.abs(rounding.error[s] + step) - bound);
            cost += (long) pressure[s] * (after - before);
        }
        return cost;
    }

    /** Keeps the list of sums beyond the bound. */
    private void note(int sum) {
        boolean is = Math.abs(rounding.error[sum]) > bound;
        int place = placeBeyond[sum];
        if (is && place < 0) {
            placeBeyond[sum] = beyondCount;
            beyond[beyondCount++] = sum;
        } else if (!is && place >= 0) {
            int last = beyond[--beyondCount];
            beyond[place] = last;
            placeBeyond[last] = place;
            placeBeyond[sum] = -1;
        }
    }
}
