package opcc.tracker.outcomes.retention;

/**
 * Records of one quarter and area that were removed from a batch on one day, because their time was over.
 *
 * @param day the day in London, such as {@code 2033-07-01}
 * @param quarter which quarter they were of
 * @param area code of the area that they were of
 * @param count how many
 */
public record Removal(String day, String quarter, String area, long count) {}
