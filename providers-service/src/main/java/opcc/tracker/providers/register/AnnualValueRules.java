package opcc.tracker.providers.register;

import com.google.rpc.BadRequest.FieldViolation;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import opcc.tracker.kit.calendar.FinancialYear;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.v1.Service;

/** What a service costs is stated by financial year, for each year at most once. */
final class AnnualValueRules {

    private AnnualValueRules() {}

    static Stream<FieldViolation> violations(Service service) {
        Set<String> years = new HashSet<>();
        return IntStream.range(0, service.getAnnualValuesCount())
                .mapToObj(i -> violation(
                        "service.annual_values[" + i + "].financial_year",
                        service.getAnnualValues(i).getFinancialYear(),
                        years))
                .flatMap(Optional::stream);
    }

    private static Optional<FieldViolation> violation(String field, String year, Set<String> years) {
        return years.add(year)
                ? FinancialYear.violation(field, year)
                : Optional.of(Refusal.violation(field, "has a value already"));
    }
}
