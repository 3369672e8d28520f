package opcc.tracker.outcomes.records;

import java.util.Set;
import opcc.tracker.v1.AgeBandEnum.AgeBand;
import opcc.tracker.v1.EngagementEnum.Engagement;
import opcc.tracker.v1.ExploitationTypeEnum.ExploitationType;
import opcc.tracker.v1.NrmStageEnum.NrmStage;
import opcc.tracker.v1.SexEnum.Sex;

/**
 * What is kept of an outcome: codes only, and a pseudonym in the place of the case reference.
 *
 * @param service {@code services/...}
 * @param pseudonym see {@link opcc.tracker.outcomes.pseudonyms.Pseudonyms}
 * @param quarter the quarter of the financial year, {@code 2026-27 Q1}
 * @param area code of the police area of the case; {@code england-and-wales} if a national service did not say which
 * @param nrmStage how far the person was in the National Referral Mechanism
 * @param exploitationTypes how the person was exploited, at least one
 * @param ageBand the person's age band
 * @param sex the person's sex
 * @param engagement the person's engagement with the investigation
 * @param synthetic made up to show the tracker
 */
public record OutcomeRecord(
        String service,
        String pseudonym,
        String quarter,
        String area,
        NrmStage nrmStage,
        Set<ExploitationType> exploitationTypes,
        AgeBand ageBand,
        Sex sex,
        Engagement engagement,
        boolean synthetic) {

    /** Copies the set. */
    public OutcomeRecord {
        exploitationTypes = Set.copyOf(exploitationTypes);
    }
}
