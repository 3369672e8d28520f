package opcc.tracker.outcomes.returns;

import com.google.rpc.BadRequest.FieldViolation;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import opcc.tracker.kit.areas.PoliceAreas;
import opcc.tracker.kit.calendar.FinancialYear;
import opcc.tracker.kit.calendar.Quarter;
import opcc.tracker.kit.refusal.Refusal;

/** What a return must be beyond what its proto says. Nothing here looks at whether figures add up: they need not. */
final class ReturnRules {

    private static final int CALENDAR_YEAR = 4;
    private static final int MONTH = 7;

    private ReturnRules() {}

    /**
     * Refuses a return that breaks a rule.
     *
     * @param path leads to the fields of the heading in the request
     */
    static void require(String path, StatedReturn.Heading heading, List<StatedRow> rows, LocalDate today) {
        List<FieldViolation> violations = new ArrayList<>();
        if (!StatedReturn.NATIONAL.contains(heading.area())) {
            PoliceAreas.violation(path + "area", heading.area()).ifPresent(violations::add);
        }
        periodProblem(heading.period(), today)
                .ifPresent(problem -> violations.add(Refusal.violation(path + "period", problem)));
        publishDateProblem(heading, today)
                .ifPresent(problem -> violations.add(Refusal.violation(path + "publish_date", problem)));
        rowViolations(path + "rows", rows, violations);
        if (!violations.isEmpty()) {
            throw Refusal.invalid(violations);
        }
    }

    private static Optional<String> periodProblem(String period, LocalDate today) {
        Optional<LocalDate> start = period.length() == CALENDAR_YEAR
                ? Optional.of(LocalDate.of(Integer.parseInt(period), 1, 1))
                : FinancialYear.parse(period)
                        .map(FinancialYear::start)
                        .or(() -> Quarter.parse(period).map(Quarter::start));
        if (start.isEmpty()) {
            return Optional.of("must be a calendar year such as 2021, a financial year such as 2021-22 or a quarter of"
                    + " one such as 2021-22 Q1");
        }
        return start.get().isAfter(today) ? Optional.of("has not begun yet") : Optional.empty();
    }

    private static Optional<String> publishDateProblem(StatedReturn.Heading heading, LocalDate today) {
        String date = heading.publishDate();
        if (heading.published() == date.isEmpty()) {
            return Optional.of(
                    heading.published()
                            ? "must say when it was published, at least the year"
                            : "is the date of a publication, but the return is not marked as published");
        }
        if (date.isEmpty()) {
            return Optional.empty();
        }
        try {
            return firstDay(date).isAfter(today) ? Optional.of("lies in the future") : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.of("must be a year, a month or a day, such as 2022, 2022-03 or 2022-03-03");
        }
    }

    private static LocalDate firstDay(String date) {
        return switch (date.length()) {
            case CALENDAR_YEAR -> Year.parse(date).atDay(1);
            case MONTH -> YearMonth.parse(date).atDay(1);
            default -> LocalDate.parse(date);
        };
    }

    private static void rowViolations(String path, List<StatedRow> rows, List<FieldViolation> violations) {
        Set<List<String>> seen = new HashSet<>();
        for (int i = 0; i < rows.size(); i++) {
            StatedRow row = rows.get(i);
            String field = path + "[" + i + "]";
            if (!seen.add(List.of(row.counted(), row.dimension()))) {
                violations.add(Refusal.violation(field + ".counted", "is in an earlier row with the same dimension"));
            }
            if (row.dimension().isEmpty() != row.parts().isEmpty()) {
                violations.add(Refusal.violation(
                        field + ".dimension", "must say what the parts divide by, and be left out if there are none"));
            }
            if (row.total() == null && row.parts().stream().allMatch(part -> part.count() == null)) {
                violations.add(Refusal.violation(field, "holds no figure at all"));
            }
            long different =
                    row.parts().stream().map(StatedRow.Part::value).distinct().count();
            if (different < row.parts().size()) {
                violations.add(Refusal.violation(field + ".parts", "name a part twice"));
            }
        }
    }
}
