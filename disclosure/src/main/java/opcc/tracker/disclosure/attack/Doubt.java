package opcc.tracker.disclosure.attack;

/**
 * One way of leaving a {@link Secret} open: another table that fits everything published, in which the sum of these cells
 * is off the truth by at least so much, upwards or downwards.
 *
 * @param cells the cells whose sum has to move
 * @param sign 1 if the sum has to be greater than the truth, -1 if smaller
 * @param atLeast by how many persons, 1 or more
 */
public record Doubt(int[] cells, int sign, long atLeast) {
    public Doubt {
        if (cells.length == 0 || atLeast < 1 || (sign != 1 && sign != -1)) {
            throw new IllegalArgumentException("A doubt moves at least one cell by at least one");
        }
    }

    /** A single cell that could be greater by at least so much. */
    public static Doubt greater(int cell, long atLeast) {
        return new Doubt(new int[] {cell}, 1, atLeast);
    }

    /** A single cell that could be smaller by at least so much. */
    public static Doubt smaller(int cell, long atLeast) {
        return new Doubt(new int[] {cell}, -1, atLeast);
    }
}
