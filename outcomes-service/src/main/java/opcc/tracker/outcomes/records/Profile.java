package opcc.tracker.outcomes.records;

import java.util.Map;
import java.util.Set;
import opcc.tracker.v1.AccommodationOutcomeEnum.AccommodationOutcome;
import opcc.tracker.v1.AgeBandEnum.AgeBand;
import opcc.tracker.v1.EndReasonEnum.EndReason;
import opcc.tracker.v1.EngagementEnum.Engagement;
import opcc.tracker.v1.ExploitationTypeEnum.ExploitationType;
import opcc.tracker.v1.FirstResponderEnum.FirstResponder;
import opcc.tracker.v1.NationalityGroupEnum.NationalityGroup;
import opcc.tracker.v1.NeedEnum.Need;
import opcc.tracker.v1.NrmStageEnum.NrmStage;
import opcc.tracker.v1.SexEnum.Sex;

/**
 * What is known of a person and their support, in codes of the coarse lists.
 *
 * @param nrmStage how far the person was in the National Referral Mechanism
 * @param exploitationTypes how the person was exploited, at least one
 * @param ageBand the person's age band
 * @param sex the person's sex
 * @param nationalityGroup the group of the person's nationality; unspecified if not stated
 * @param firstResponder who referred the person; unspecified if not stated
 * @param engagement the person's engagement with the investigation
 * @param accommodationOutcome what became of the person's accommodation; unspecified if not stated
 * @param supportGiven the needs that support was given for
 * @param endReason why support ended; unspecified while it goes on
 * @param scores how the person stood in each need that was scored
 */
public record Profile(
        NrmStage nrmStage,
        Set<ExploitationType> exploitationTypes,
        AgeBand ageBand,
        Sex sex,
        NationalityGroup nationalityGroup,
        FirstResponder firstResponder,
        Engagement engagement,
        AccommodationOutcome accommodationOutcome,
        Set<Need> supportGiven,
        EndReason endReason,
        Map<Need, Scores> scores) {

    /** Copies the collections. */
    public Profile {
        exploitationTypes = Set.copyOf(exploitationTypes);
        supportGiven = Set.copyOf(supportGiven);
        scores = Map.copyOf(scores);
    }
}
