package opcc.tracker.disclosure.rounding;

import opcc.tracker.disclosure.samples.SeededRandom;

/**
 * Improves a rounding by random flips and swaps that get more choosy (simulated annealing). What counts is a convex function
 * of every sum's error: {@code weight * |e| + steepness * max(0, |e| - bound)^2}, with a bound for each sum.
 */
final class Annealing {
    private static final double[] SURPRISE = new double[4096];

    static {
        // StrictMath, so that the same choices are made on every machine.
        for (int i = 0; i < SURPRISE.length; i++) {
            SURPRISE[i] = -StrictMath.log((i + 0.5) / SURPRISE.length);
        }
    }

    private final Rounding rounding;
    private final SmallCells cells;
    private final SeededRandom random;
    private final int[] bounds;
    private final long steepness;

    Annealing(Rounding rounding, SeededRandom random, int[] bounds, long steepness) {
        this.rounding = rounding;
        this.cells = rounding.cells;
        this.random = random;
        this.bounds = bounds;
        this.steepness = steepness;
    }

    /**
     * Anneals for an amount of work (looked-at pairs of cell and sum, so that it ends at the same place on every machine).
     *
     * @param hot the temperature at the start
     * @param cold the temperature at the end
     */
    void run(long work, double hot, double cold) {
        long done = 0;
        double temperature = hot;
        double factor = StrictMath.pow(cold / hot, 1.0 / 200);
        for (int stage = 1; stage <= 200; stage++) {
            while (done < work / 200 * stage) {
                done += move(temperature);
            }
            temperature *= factor;
        }
        int[] order = new int[cells.size()];
        for (int cell = 0; cell < order.length; cell++) {
            order[cell] = cell;
        }
        random.shuffle(order);
        descend(order, work < cells.pairs() ? order.length / 100 : 0);
    }

    private long move(double temperature) {
        int cell = random.below(cells.size());
        long allowed = (long) (temperature * SURPRISE[random.below(SURPRISE.length)]);
        int[] sums = cells.sumsOfCell[cell];
        long cost = flipCost(cell);
        if (cost <= allowed) {
            rounding.flip(cell);
            return 2L * sums.length;
        }
        int[] others = cells.cellsOfSum[sums[random.below(sums.length)]];
        int other = others[random.below(others.length)];
        if (other == cell || rounding.up[other] == rounding.up[cell]) {
            return sums.length;
        }
        rounding.flip(cell);
        if (cost + flipCost(other) <= allowed) {
            rounding.flip(other);
        } else {
            rounding.flip(cell);
        }
        return 3L * sums.length + 2L * cells.sumsOfCell[other].length;
    }

    /** Goes through all cells, again and again until no more than so many of them got better. */
    private void descend(int[] order, int enough) {
        int better = order.length;
        while (better > enough) {
            better = 0;
            for (int cell : order) {
                if (flipCost(cell) < 0) {
                    rounding.flip(cell);
                    better++;
                }
            }
        }
    }

    private long flipCost(int cell) {
        int step = rounding.step(cell);
        long cost = 0;
        for (int s : cells.sumsOfCell[cell]) {
            int before = Math.abs(rounding.error[s]);
            int after = Math.abs(rounding.error[s] + step);
            cost += (long) cells.weight[s] * (after - before);
            int bound = bounds[s];
            if (before > bound || after > bound) {
                long was = Math.max(0, before - bound);
                long is = Math.max(0, after - bound);
                cost += steepness * (is * is - was * was);
            }
        }
        return cost;
    }
}
