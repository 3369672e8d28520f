package opcc.tracker.disclosure.suppression;

/**
 * A condition that every safe suppression meets: the shares of these cells, summed over those left out, are at least the
 * {@link #WHOLE}; if it speaks of one doubt of a secret, then only when that doubt is the one that is to be raised.
 *
 * @param cells the cells that would help
 * @param shares how much of the whole each could give, rounded up, 1 to {@link #WHOLE}
 * @param secret the secret's place in the list
 * @param doubt the doubt's place in the secret, {@link #ANY} if the condition holds whichever doubt is raised
 */
@SuppressWarnings("ArrayRecordComponent") // thousands of them, never compared
record Cut(int[] cells, int[] shares, int secret, int doubt) {
    static final int WHOLE = 120;
    static final int ANY = -1;

    /** How much of the whole is there if cells are left out to this degree, 0 to 1. */
    double reached(double[] suppressed) {
        double sum = 0;
        for (int k = 0; k < cells.length; k++) {
            sum += shares[k] * suppressed[cells[k]];
        }
        return sum / WHOLE;
    }
}
