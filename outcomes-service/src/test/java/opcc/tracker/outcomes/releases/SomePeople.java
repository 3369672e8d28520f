package opcc.tracker.outcomes.releases;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import opcc.tracker.outcomes.cube.CubeCell;
import opcc.tracker.outcomes.records.OutcomeRecord;
import opcc.tracker.outcomes.records.Profile;
import opcc.tracker.v1.AccommodationOutcomeEnum.AccommodationOutcome;
import opcc.tracker.v1.AgeBandEnum.AgeBand;
import opcc.tracker.v1.EndReasonEnum.EndReason;
import opcc.tracker.v1.EngagementEnum.Engagement;
import opcc.tracker.v1.ExploitationTypeEnum.ExploitationType;
import opcc.tracker.v1.FirstResponderEnum.FirstResponder;
import opcc.tracker.v1.NationalityGroupEnum.NationalityGroup;
import opcc.tracker.v1.NrmStageEnum.NrmStage;
import opcc.tracker.v1.SexEnum.Sex;

/** Frozen quarters in memory, filled in the words of a test. */
final class SomePeople implements FrozenRecords {

    static final String Q1 = "2026-27 Q1";
    static final String Q2 = "2026-27 Q2";
    static final String Q3 = "2026-27 Q3";
    static final String Q4 = "2026-27 Q4";

    private final Map<String, List<OutcomeRecord>> quarters = new TreeMap<>();
    private final Map<String, List<CubeCell>> certain = new TreeMap<>();
    private int references;

    /** So many people who share area, sex and age band; their quarter is frozen. */
    SomePeople with(int count, String quarter, String area, Sex sex, AgeBand ageBand) {
        return with(count, quarter, area, sex, ageBand, Engagement.SUPPORTING);
    }

    SomePeople with(int count, String quarter, String area, Sex sex, AgeBand ageBand, Engagement engagement) {
        List<OutcomeRecord> records = quarters.computeIfAbsent(quarter, any -> new ArrayList<>());
        for (int i = 0; i < count; i++) {
            records.add(new OutcomeRecord(
                    "services/" + area + "-navigator",
                    "pseudonym-" + references++,
                    quarter,
                    area,
                    new Profile(
                            NrmStage.PRE_NRM,
                            Set.of(ExploitationType.LABOUR),
                            ageBand,
                            sex,
                            NationalityGroup.NATIONALITY_GROUP_UNSPECIFIED,
                            FirstResponder.FIRST_RESPONDER_UNSPECIFIED,
                            engagement,
                            AccommodationOutcome.ACCOMMODATION_OUTCOME_UNSPECIFIED,
                            Set.of(),
                            EndReason.END_REASON_UNSPECIFIED,
                            Map.of()),
                    true));
        }
        return this;
    }

    /** The protected tables prove that so many people are in a cell. */
    SomePeople proving(String quarter, CubeCell cell) {
        certain.computeIfAbsent(quarter, any -> new ArrayList<>()).add(cell);
        return this;
    }

    /** Erases somebody of this quarter and area. */
    void eraseOneOf(String quarter, String area) {
        List<OutcomeRecord> records = quarters.get(quarter);
        records.remove(records.stream()
                .filter(record -> record.area().equals(area))
                .findFirst()
                .orElseThrow());
    }

    Tally tally() {
        Tally tally = new Tally();
        quarters.values().forEach(records -> records.forEach(tally::add));
        return tally;
    }

    @Override
    public Optional<List<OutcomeRecord>> people(String quarter) {
        return Optional.ofNullable(quarters.get(quarter)).map(List::copyOf);
    }

    @Override
    public List<CubeCell> certain(String quarter) {
        return certain.getOrDefault(quarter, List.of());
    }
}
