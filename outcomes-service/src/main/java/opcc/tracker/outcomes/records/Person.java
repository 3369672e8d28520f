package opcc.tracker.outcomes.records;

/**
 * A person of a quarter, as one service knows them.
 *
 * @param service {@code services/...}
 * @param pseudonym in the place of the provider's case reference
 */
public record Person(String service, String pseudonym) {}
