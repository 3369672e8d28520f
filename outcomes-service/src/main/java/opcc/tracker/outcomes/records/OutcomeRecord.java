package opcc.tracker.outcomes.records;

/**
 * What is kept of an outcome: codes only, and a pseudonym in the place of the case reference.
 *
 * @param service {@code services/...}
 * @param pseudonym see {@link opcc.tracker.outcomes.pseudonyms.Pseudonyms}
 * @param quarter the quarter of the financial year, {@code 2026-27 Q1}
 * @param area code of the police area of the case; {@code england-and-wales} if a national service did not say which
 * @param profile what is known of the person and their support
 * @param synthetic made up to show the tracker
 */
public record OutcomeRecord(
        String service, String pseudonym, String quarter, String area, Profile profile, boolean synthetic) {

    /** Whose record it is. */
    public Person person() {
        return new Person(service, pseudonym);
    }
}
