package opcc.tracker.outcomes.uploads;

import com.google.rpc.BadRequest.FieldViolation;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import opcc.tracker.kit.validation.PersonalData;
import opcc.tracker.kit.validation.RequestValidation;
import opcc.tracker.outcomes.intake.BatchIntake;
import opcc.tracker.outcomes.intake.CasePseudonyms;
import opcc.tracker.outcomes.intake.CaseReferences;
import opcc.tracker.outcomes.intake.OutcomeRules;
import opcc.tracker.outcomes.quarters.FrozenPeople;
import opcc.tracker.outcomes.records.Fault;
import opcc.tracker.outcomes.records.OutcomeRecord;
import opcc.tracker.outcomes.register.RegisteredService;
import opcc.tracker.v1.Outcome;
import org.jspecify.annotations.Nullable;

/** Holds the rows of one file to the rules of outcomes, and to this: no cell may look like personal data. */
class RowCheck {

    private static final int LONGEST_CELL = 200;
    private static final String FROZEN =
            "is of a person whom the frozen quarter holds; the record can't be corrected any more";

    private final RequestValidation validation;
    private final Map<String, RegisteredService> services;
    private final String service;
    private final CasePseudonyms pseudonyms;
    private final FrozenPeople.Of frozen;
    private final LocalDate today;

    /**
     * Checks the rows of a file.
     *
     * @param services the sender's own, by name, as far as the file names them
     * @param service of rows that name none; empty if each must
     * @param frozen whom frozen quarters hold of the sender
     */
    RowCheck(
            RequestValidation validation,
            Map<String, RegisteredService> services,
            String service,
            CasePseudonyms pseudonyms,
            FrozenPeople.Of frozen,
            LocalDate today) {
        this.validation = validation;
        this.services = Map.copyOf(services);
        this.service = service;
        this.pseudonyms = pseudonyms;
        this.frozen = frozen;
        this.today = today;
    }

    /**
     * What came of a row.
     *
     * @param faults what is wrong with it, at most one a column; none if nothing is
     * @param record what is kept of it; null if it has faults
     */
    record Checked(List<Fault> faults, @Nullable OutcomeRecord record) {}

    Checked check(OutcomeFile.Row row) {
        if (!row.whole()) {
            return new Checked(List.of(new Fault(row.line(), "", "has not as many cells as the header")), null);
        }
        Map<String, String> faults = new LinkedHashMap<>();
        Outcome outcome = read(row, faults);
        validation.violations(outcome, "").forEach(violation -> note(violation, outcome, faults));
        RegisteredService registered = services.get(outcome.getService());
        if (registered != null) {
            OutcomeRules.violations("", outcome, registered, today)
                    .forEach(violation -> note(violation, outcome, faults));
        } else {
            faults.putIfAbsent(OutcomeColumns.SERVICE.heading(), "is not a service of yours");
        }
        if (registered == null || !faults.isEmpty()) {
            return new Checked(
                    faults.entrySet().stream()
                            .map(fault -> new Fault(row.line(), fault.getKey(), fault.getValue()))
                            .toList(),
                    null);
        }
        OutcomeRecord record = BatchIntake.record(outcome, registered, pseudonyms);
        return pseudonyms.underEachKey(record).anyMatch(frozen::hold)
                ? new Checked(List.of(frozen(row.line())), null)
                : new Checked(List.of(), record);
    }

    /** What is wrong with a row of a person whom a frozen quarter holds. */
    static Fault frozen(int line) {
        return new Fault(line, OutcomeColumns.CASE_REFERENCE.heading(), FROZEN);
    }

    /** The records of a batch of checked rows, each under the pseudonym that its person has in its quarter. */
    List<OutcomeRecord> settle(List<OutcomeRecord> records) {
        return pseudonyms.settle(records);
    }

    private Outcome read(OutcomeFile.Row row, Map<String, String> faults) {
        Outcome.Builder outcome = Outcome.newBuilder().setService(service);
        row.cells().forEach((column, cell) -> {
            if (!cell.isEmpty()) {
                personal(column, cell)
                        .or(() -> column.set(outcome, cell))
                        .ifPresent(fault -> faults.put(column.heading(), fault));
            }
        });
        return outcome.build();
    }

    private static Optional<String> personal(OutcomeColumn column, String cell) {
        if (cell.length() > LONGEST_CELL) {
            return Optional.of("is longer than any value may be");
        }
        if (column.isOfItsForm(cell)) {
            return Optional.empty();
        }
        Optional<String> kind = column.equals(OutcomeColumns.CASE_REFERENCE)
                ? CaseReferences.personalData(cell)
                : CaseReferences.personalDataIn(cell);
        return kind.map(PersonalData::refusal);
    }

    /** The first fault of a column is the one that is told. */
    private static void note(FieldViolation violation, Outcome outcome, Map<String, String> faults) {
        String column = OutcomeColumns.at(violation.getField(), outcome)
                .map(OutcomeColumn::heading)
                .orElse("");
        faults.putIfAbsent(column, violation.getDescription());
    }
}
