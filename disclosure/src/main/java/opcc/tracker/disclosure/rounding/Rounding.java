package opcc.tracker.disclosure.rounding;

/** A choice for every small cell, and the errors (rounded minus true) that it makes in the sums. */
final class Rounding {
    final SmallCells cells;
    final boolean[] up;
    final int[] error;

    /** All down. */
    Rounding(SmallCells cells) {
        this.cells = cells;
        up = new boolean[cells.size()];
        error = new int[cells.sums()];
        for (int s = 0; s < error.length; s++) {
            error[s] = -cells.truth[s];
        }
    }

    private Rounding(Rounding other) {
        cells = other.cells;
        up = other.up.clone();
        error = other.error.clone();
    }

    Rounding copy() {
        return new Rounding(this);
    }

    /** From here on the error of the table's total says how far it is from what it is now. */
    void keepTotal() {
        error[cells.total] = 0;
    }

    /** What flipping the cell adds to the errors of all its sums. */
    int step(int cell) {
        return up[cell] ? -cells.base : cells.base;
    }

    void flip(int cell) {
        int step = step(cell);
        for (int s : cells.sumsOfCell[cell]) {
            error[s] += step;
        }
        up[cell] = !up[cell];
    }

    /** The largest absolute error of all published cells. */
    int largest() {
        int largest = 0;
        for (int e : error) {
            largest = Math.max(largest, Math.abs(e));
        }
        return largest;
    }

    /** The absolute errors of all published cells together. */
    long together() {
        long sum = 0;
        for (int s = 0; s < error.length; s++) {
            sum += (long) cells.weight[s] * Math.abs(error[s]);
        }
        return sum;
    }

    /** The absolute error of the table's total. */
    int ofTotal() {
        return Math.abs(error[cells.total]);
    }

    /** True if this one is the better: by the largest error, then by that of the table's total, then by all together. */
    boolean betterThan(Rounding other) {
        int byLargest = Integer.compare(largest(), other.largest());
        int byTotal = Integer.compare(ofTotal(), other.ofTotal());
        if (byLargest != 0 || byTotal != 0) {
            return byLargest < 0 || (byLargest == 0 && byTotal < 0);
        }
        return together() < other.together();
    }
}
