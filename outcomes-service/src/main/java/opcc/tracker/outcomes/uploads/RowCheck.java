package opcc.tracker.outcomes.uploads;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.rpc.BadRequest.FieldViolation;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import opcc.tracker.kit.pseudonyms.Pseudonyms;
import opcc.tracker.kit.validation.PersonalData;
import opcc.tracker.kit.validation.RequestValidation;
import opcc.tracker.outcomes.intake.BatchIntake;
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
    private static final String NAME = "a name";
    private static final String CASE_REFERENCE = "caseReference";
    private static final String FROZEN =
            "is of a person whom the frozen quarter holds; the record can't be corrected any more";

    /** Two to four words with capitals, as no code has them. */
    private static final Pattern WORDS_OF_A_NAME = Pattern.compile("\\p{Lu}\\p{Ll}+(?:[ '’.-]+\\p{Lu}\\p{Ll}*){1,3}");

    /** A reference of words alone, such as {@code jane.doe}: references have digits, or capitals only. */
    private static final Pattern REFERENCE_LIKE_A_NAME = Pattern.compile("[\\p{L} '’._/-]*\\p{Ll}{2}[\\p{L} '’._/-]*");

    private final RequestValidation validation;
    private final Map<String, RegisteredService> services;
    private final String service;
    private final Pseudonyms.OfGiver pseudonyms;
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
            Pseudonyms.OfGiver pseudonyms,
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
        validation.violations(outcome, "").forEach(violation -> note(violation, faults));
        RegisteredService registered = services.get(outcome.getService());
        if (registered != null) {
            OutcomeRules.violations("", outcome, registered, today).forEach(violation -> note(violation, faults));
        } else {
            faults.putIfAbsent(OutcomeColumns.SERVICE.getJsonName(), "is not a service of yours");
        }
        if (registered == null || !faults.isEmpty()) {
            return new Checked(
                    faults.entrySet().stream()
                            .map(fault -> new Fault(row.line(), fault.getKey(), fault.getValue()))
                            .toList(),
                    null);
        }
        OutcomeRecord record = BatchIntake.record(outcome, registered, pseudonyms);
        return frozen.hold(record)
                ? new Checked(List.of(new Fault(row.line(), CASE_REFERENCE, FROZEN)), null)
                : new Checked(List.of(), record);
    }

    private Outcome read(OutcomeFile.Row row, Map<String, String> faults) {
        Outcome.Builder outcome = Outcome.newBuilder().setService(service);
        row.cells().forEach((column, cell) -> {
            if (!cell.isEmpty()) {
                personal(column, cell)
                        .or(() -> OutcomeColumns.set(outcome, column, cell))
                        .ifPresent(fault -> faults.put(column.getJsonName(), fault));
            }
        });
        return outcome.build();
    }

    private static Optional<String> personal(FieldDescriptor column, String cell) {
        if (cell.length() > LONGEST_CELL) {
            return Optional.of("is longer than any value may be");
        }
        boolean text = column.getJavaType() == JavaType.STRING;
        boolean name = WORDS_OF_A_NAME.matcher(cell).matches()
                || text
                        && column.getJsonName().equals(CASE_REFERENCE)
                        && REFERENCE_LIKE_A_NAME.matcher(cell).matches();
        return PersonalData.kinds(cell).stream()
                .findFirst()
                .or(() -> name ? Optional.of(NAME) : Optional.empty())
                .map(PersonalData::refusal);
    }

    /** The first fault of a column is the one that is told. */
    private static void note(FieldViolation violation, Map<String, String> faults) {
        String field = violation.getField().replaceFirst("[\\[.].*", "");
        FieldDescriptor column = Outcome.getDescriptor().findFieldByName(field);
        faults.putIfAbsent(column == null ? "" : column.getJsonName(), violation.getDescription());
    }
}
