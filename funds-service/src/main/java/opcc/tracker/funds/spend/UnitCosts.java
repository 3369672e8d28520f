package opcc.tracker.funds.spend;

/**
 * What nights and draws cost.
 *
 * @param nightsAmount pence of the nights
 * @param nights how many, of one room
 * @param drawsAmount pence of the draws
 * @param draws how many
 */
public record UnitCosts(long nightsAmount, long nights, long drawsAmount, long draws) {

    /** Nothing bought. */
    static final UnitCosts NONE = new UnitCosts(0, 0, 0, 0);

    UnitCosts plus(UnitCosts other) {
        return new UnitCosts(
                Math.addExact(nightsAmount, other.nightsAmount),
                Math.addExact(nights, other.nights),
                Math.addExact(drawsAmount, other.drawsAmount),
                Math.addExact(draws, other.draws));
    }

    /** Pence a night, rounded half up; 0 if there was none. */
    public long costOfNight() {
        return halfUp(nightsAmount, nights);
    }

    /** Pence a draw, rounded half up; 0 if there was none. */
    public long costOfDraw() {
        return halfUp(drawsAmount, draws);
    }

    /** The quotient rounded to the nearest, halves towards the greater; 0 by nothing. */
    static long halfUp(long amount, long by) {
        if (by == 0) {
            return 0;
        }
        long rest = Math.floorMod(amount, by);
        return Math.floorDiv(amount, by) + (rest >= by - rest ? 1 : 0);
    }
}
