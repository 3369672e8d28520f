package opcc.tracker.gateway.transcoding;

/**
 * One thing wrong with a request.
 *
 * @param field the field as the caller wrote it, for instance {@code lines[0].unitPricePence}; {@code body} for the
 *     whole body
 * @param description plain English that reads on after the field's name; never holds the value that was sent
 */
public record Violation(String field, String description) {}
