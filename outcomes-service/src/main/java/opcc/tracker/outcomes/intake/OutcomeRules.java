package opcc.tracker.outcomes.intake;

import com.google.rpc.BadRequest.FieldViolation;
import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import opcc.tracker.kit.areas.PoliceAreas;
import opcc.tracker.kit.calendar.Quarter;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.kit.validation.PersonalData;
import opcc.tracker.outcomes.register.RegisteredService;
import opcc.tracker.v1.EndReasonEnum.EndReason;
import opcc.tracker.v1.Outcome;

/** What an outcome must be beyond what its proto says. */
public final class OutcomeRules {

    private OutcomeRules() {}

    /** What is wrong with an outcome; {@code path} leads to its fields. */
    public static Stream<FieldViolation> violations(
            String path, Outcome outcome, RegisteredService service, LocalDate today) {
        return Stream.concat(
                Stream.of(
                                referenceViolation(path + "case_reference", outcome.getCaseReference()),
                                quarterViolation(path + "quarter", outcome.getQuarter(), today),
                                areaViolation(path + "area", outcome.getArea(), service))
                        .flatMap(Optional::stream),
                scoreViolations(path, outcome));
    }

    /** It is never stored, but who reads it on its way would know the person. */
    private static Optional<FieldViolation> referenceViolation(String field, String reference) {
        return CaseReferences.personalData(reference).map(kind -> Refusal.violation(field, PersonalData.refusal(kind)));
    }

    /**
     * A score at the end says that support ended, so it needs the reason. The reason needs no score: who is missing can't be
     * asked.
     */
    private static Stream<FieldViolation> scoreViolations(String path, Outcome outcome) {
        if (outcome.getEndReason() != EndReason.END_REASON_UNSPECIFIED) {
            return Stream.empty();
        }
        return IntStream.range(0, outcome.getNeedScoresCount())
                .filter(i -> outcome.getNeedScores(i).hasEnd())
                .mapToObj(i -> Refusal.violation(
                        path + "need_scores[" + i + "].end",
                        "is a score at the end of support, without its end reason"));
    }

    /** Outcomes are reported for a quarter that is over or running: what has not begun has achieved nothing. */
    private static Optional<FieldViolation> quarterViolation(String field, String quarter, LocalDate today) {
        return Quarter.violation(field, quarter)
                .or(() -> Quarter.parse(quarter)
                        .filter(parsed -> parsed.start().isAfter(today))
                        .map(future -> Refusal.violation(field, "has not begun yet")));
    }

    private static Optional<FieldViolation> areaViolation(String field, String area, RegisteredService service) {
        if (area.isEmpty()) {
            return Optional.empty();
        }
        return PoliceAreas.violation(field, area)
                .or(() -> service.covers(area)
                        ? Optional.empty()
                        : Optional.of(Refusal.violation(field, "is not an area that the service leads or shares")));
    }
}
