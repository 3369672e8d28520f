package opcc.tracker.funds.draws;

import opcc.tracker.kit.pseudonyms.Pseudonyms;

/**
 * Whom draws help, as pseudonyms that tell only that two draws help the same person. The same reference of another provider
 * or in another area is another person's, as far as anybody can tell.
 */
public final class Beneficiaries {

    private final Pseudonyms pseudonyms;

    /** Makes them of {@code pseudonyms}. */
    public Beneficiaries(Pseudonyms pseudonyms) {
        this.pseudonyms = pseudonyms;
    }

    /**
     * The beneficiary that a requester refers to.
     *
     * @param caseReference the requester's own reference of the case or placement; empty for none
     * @param provider the requester's provider, {@code providers/...}; empty for an officer
     * @param area code of the fund's police area
     * @return hexadecimal; empty for none
     */
    public String of(String caseReference, String provider, String area) {
        if (caseReference.isEmpty()) {
            return "";
        }
        String who = provider.isEmpty() ? "the force" : provider;
        return pseudonyms.of(who + " in " + area).of(caseReference);
    }
}
