package opcc.tracker.outcomes.cube;

/**
 * How far the counts of all tables of a cube are from the truth, told as coarsely as not to tell about any one of them.
 *
 * @param largest no count is further off; rounded up to a multiple of the base
 * @param meanTenths the mean distance, in tenths, rounded up to half a person
 */
public record StatedErrors(int largest, int meanTenths) {}
