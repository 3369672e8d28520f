package opcc.tracker.outcomes.comparisons;

import com.google.rpc.BadRequest.FieldViolation;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import opcc.tracker.kit.access.Visibility;
import opcc.tracker.kit.calendar.FinancialYear;
import opcc.tracker.kit.calendar.Quarter;
import opcc.tracker.kit.paging.Page;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.outcomes.cube.Cubes;
import opcc.tracker.outcomes.cube.ProtectedCube;
import opcc.tracker.outcomes.measures.Notes;
import opcc.tracker.outcomes.measures.QuarterBases;
import opcc.tracker.outcomes.returns.AggregateReturns;
import opcc.tracker.outcomes.returns.StatedReturn;
import opcc.tracker.outcomes.returns.StatedRow;
import opcc.tracker.v1.GetNrmComparisonRequest;
import opcc.tracker.v1.NrmComparison;
import opcc.tracker.v1.QuarterBasis;

/** Sets the people of a quarter beside the published returns of their area and of the country. */
public final class NrmComparisons {

    private static final int CALENDAR_YEAR = 4;
    private static final int MOST_RETURNS = 100;
    private static final Visibility ALL = new Visibility(true, Set.of(), null, null);

    private static final String[] NOT_COMPARABLE = {
        "The returns count referrals to the National Referral Mechanism, of which one person may have several; the"
                + " tracker counts people whom commissioned services supported, referred or not.",
        "The returns cover the period that is named, often a calendar year; the people are those of one quarter of a"
                + " financial year.",
        "Published shares are of the stated total, which the parts may not add up to; shares of people are of all"
                + " people of the quarter, those of unknown or other values with them.",
        "A part named for one kind of exploitation is compared with people who had that kind alone: kinds that hold"
                + " together are a value of their own.",
        "Adults and minors are by the age at the start of support here, and by the age at which exploitation was"
                + " claimed in the country's statistics.",
        "Differences are of rounded shares, and of counts that are protected: small ones mean nothing."
    };

    private final Cubes cubes;
    private final AggregateReturns returns;

    /** Counts in {@code cubes} and reads {@code returns}. */
    public NrmComparisons(Cubes cubes, AggregateReturns returns) {
        this.cubes = cubes;
        this.returns = returns;
    }

    /** The comparison that is asked for. */
    public NrmComparison answer(GetNrmComparisonRequest request) {
        String period = request.getPeriod();
        Optional<FieldViolation> wrongQuarter =
                request.getQuarter().isEmpty() ? Optional.empty() : Quarter.violation("quarter", request.getQuarter());
        QuarterBases.require(request.getArea(), wrongPeriod(period), wrongQuarter);
        Optional<String> quarter = request.getQuarter().isEmpty() ? chosen(period) : Optional.of(request.getQuarter());
        Optional<ProtectedCube> cube = quarter.flatMap(cubes::find);
        QuarterBasis basis =
                quarter.map(name -> QuarterBases.of(name, cube)).orElseGet(QuarterBasis::getDefaultInstance);
        NrmComparison.Builder answer = NrmComparison.newBuilder()
                .setArea(request.getArea())
                .setPeriod(period)
                .setBasis(basis)
                .addAllNotes(Notes.of(List.of(basis), NOT_COMPARABLE));
        ComparedRows compared = new ComparedRows(request.getArea(), cube);
        for (StatedReturn published : published(request.getArea(), period)) {
            for (StatedRow row : published.rows()) {
                compared.of(published, row).ifPresent(answer::addBreakdowns);
            }
        }
        if (answer.getBreakdownsCount() == 0) {
            answer.addNotes(
                    "There is no published return of this area, or of the country, for this period that divides by sex,"
                            + " age or exploitation.");
        }
        return answer.build();
    }

    /** The area's first, then the country's. */
    private List<StatedReturn> published(String area, String period) {
        List<String> areas = new ArrayList<>(area.isEmpty() ? List.of() : List.of(area));
        StatedReturn.NATIONAL.stream().sorted(Comparator.naturalOrder()).forEach(areas::add);
        return areas.stream()
                .flatMap(each -> returns.list(Page.of(MOST_RETURNS, ""), each, period, ALL).items().stream())
                .filter(stated -> stated.heading().published())
                .toList();
    }

    private static Optional<FieldViolation> wrongPeriod(String period) {
        return span(period).isPresent()
                ? Optional.empty()
                : Optional.of(Refusal.violation(
                        "period",
                        "must be a calendar year such as 2021, a financial year such as 2021-22 or a quarter of one"
                                + " such as 2021-22 Q1"));
    }

    /** From a day to the day before another. */
    private record Span(LocalDate start, LocalDate end) {
        boolean holds(Quarter quarter) {
            return !quarter.start().isBefore(start) && quarter.start().isBefore(end);
        }
    }

    private static Optional<Span> span(String period) {
        if (period.length() == CALENDAR_YEAR) {
            LocalDate start = LocalDate.of(Integer.parseInt(period), 1, 1);
            return Optional.of(new Span(start, start.plusYears(1)));
        }
        return FinancialYear.parse(period)
                .map(year -> new Span(year.start(), year.next().start()))
                .or(() -> Quarter.parse(period)
                        .map(quarter ->
                                new Span(quarter.start(), quarter.start().plusMonths(3))));
    }

    private Optional<String> chosen(String period) {
        Span span = span(period).orElseThrow();
        List<String> frozen = cubes.frozenQuarters();
        Stream<String> inside = frozen.stream()
                .filter(name -> Quarter.parse(name).filter(span::holds).isPresent());
        return inside.reduce((one, later) -> later).or(() -> frozen.stream().reduce((one, later) -> later));
    }
}
