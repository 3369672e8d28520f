package opcc.tracker.outcomes.intake;

import com.google.rpc.BadRequest.FieldViolation;
import com.mongodb.MongoException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import opcc.tracker.kit.calendar.FinancialYear;
import opcc.tracker.kit.idempotency.Command;
import opcc.tracker.kit.pseudonyms.RotatingPseudonyms;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.outcomes.quarters.Freezes;
import opcc.tracker.outcomes.quarters.FrozenPeople;
import opcc.tracker.outcomes.quarters.Standing;
import opcc.tracker.outcomes.records.Batch;
import opcc.tracker.outcomes.records.OutcomeRecord;
import opcc.tracker.outcomes.records.Profile;
import opcc.tracker.outcomes.records.Scores;
import opcc.tracker.outcomes.register.RegisteredService;
import opcc.tracker.outcomes.register.RegisteredServices;
import opcc.tracker.outcomes.store.BatchStore;
import opcc.tracker.outcomes.store.ReportedPeopleStore;
import opcc.tracker.v1.NeedScore;
import opcc.tracker.v1.Outcome;
import org.springframework.stereotype.Component;

/**
 * Takes in a batch of outcomes, all or none: first every record is held to the rules, then the batch is stored. A repeated
 * command finds its batch, since that can't be stored or is refused by now, and changes nothing; a good one does not look. What
 * is acknowledged is either pinned by the freezing of its quarters or was held to whom that holds.
 */
@Component
public class BatchIntake {

    private static final int MOST_NAMED = 20;

    private final BatchStore batches;
    private final GatheredBatches gathered;
    private final StoredBatches stored;
    private final RegisteredServices services;
    private final FrozenPeople frozen;
    private final RotatingPseudonyms pseudonyms;
    private final ReportedPeopleStore people;
    private final Clock clock;

    BatchIntake(
            BatchStore batches,
            GatheredBatches gathered,
            StoredBatches stored,
            RegisteredServices services,
            FrozenPeople frozen,
            RotatingPseudonyms pseudonyms,
            ReportedPeopleStore people,
            Clock clock) {
        this.batches = batches;
        this.gathered = gathered;
        this.stored = stored;
        this.frozen = frozen;
        this.services = services;
        this.pseudonyms = pseudonyms;
        this.people = people;
        this.clock = clock;
    }

    /**
     * Stores the outcomes as reported by {@code provider}, whose services the caller may report for.
     *
     * @return how many records the command stored, now or when it was first carried out
     */
    public int take(List<Outcome> outcomes, String provider) {
        return take(Command.current(), outcomes, provider);
    }

    /** The same in the name of a command of a caller's own, such as a batch of a stream. */
    public int take(Command command, List<Outcome> outcomes, String provider) {
        Batch batch;
        try {
            batch = ruled(command, outcomes, provider);
        } catch (MongoException away) {
            throw away;
        } catch (RuntimeException refused) {
            return earlier(command).orElseThrow(() -> refused);
        }
        Freezes freezes = frozen.freezes(batch.quarters());
        if (freezes.begun()) {
            // Before it is read whom they hold, which may take long.
            Optional<Integer> earlier = earlier(command);
            if (earlier.isPresent()) {
                return earlier.get();
            }
            stored.requireDecided(freezes);
            requireNobodyFrozen(frozen.standing(batch, freezes));
        }
        Optional<Freezes> since = gathered.insert(batch);
        if (since.filter(freezes::hold).isPresent()) {
            return batch.records().size();
        }
        return earlier(command).orElseThrow(StoredBatches::undecided);
    }

    /** How many records the command stored before, if it did, unless a freezing came between. */
    private Optional<Integer> earlier(Command command) {
        Optional<Batch> earlier = batches.find(command.id()).filter(batch -> command.repeats(batch.command()));
        earlier.map(stored::settle).ifPresent(BatchIntake::requireNobodyFrozen);
        return earlier.map(batch -> batch.records().size());
    }

    /** The batch as it is stored if nothing else is in the way. */
    private Batch ruled(Command command, List<Outcome> outcomes, String provider) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        List<Reported> reported = withTheirServices(outcomes);
        requireRules(reported, LocalDate.ofInstant(now, FinancialYear.LONDON));
        CasePseudonyms cases = new CasePseudonyms(provider, pseudonyms, people);
        List<OutcomeRecord> records = cases.settle(reported.stream()
                .map(each -> record(each.outcome(), each.service(), cases))
                .toList());
        return new Batch(command, provider, now, records);
    }

    private record Reported(Outcome outcome, RegisteredService service) {}

    private List<Reported> withTheirServices(List<Outcome> outcomes) {
        Map<String, RegisteredService> found = new HashMap<>();
        return outcomes.stream()
                .map(outcome -> new Reported(outcome, found.computeIfAbsent(outcome.getService(), this::service)))
                .toList();
    }

    private RegisteredService service(String name) {
        return services.find(name).orElseThrow(() -> Refusal.notFound(name));
    }

    private static void requireRules(List<Reported> reported, LocalDate today) {
        List<FieldViolation> violations = new ArrayList<>();
        for (int i = 0; i < reported.size(); i++) {
            Reported each = reported.get(i);
            OutcomeRules.violations("outcomes[" + i + "].", each.outcome(), each.service(), today)
                    .forEach(violations::add);
        }
        if (!violations.isEmpty()) {
            throw Refusal.invalid(violations);
        }
    }

    private static void requireNobodyFrozen(Standing standing) {
        if (!standing.counts()) {
            List<String> held =
                    standing.held().stream().map(i -> "outcomes[" + i + "]").toList();
            String named = held.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
                    + (held.size() > MOST_NAMED ? " and " + (held.size() - MOST_NAMED) + " more" : "");
            throw Refusal.precondition(
                    "QUARTER_FROZEN",
                    "The quarter of " + named + " is frozen and holds the person already: the record can't be"
                            + " corrected any more. Only people whom the quarter does not hold may be reported late.",
                    Map.of("fields", named));
        }
    }

    /** What is kept of a valid outcome of {@code service}: its case reference only as a pseudonym. */
    public static OutcomeRecord record(Outcome outcome, RegisteredService service, CasePseudonyms pseudonyms) {
        return new OutcomeRecord(
                outcome.getService(),
                pseudonyms.of(outcome.getCaseReference()),
                outcome.getQuarter(),
                outcome.getArea().isEmpty() ? service.leadArea() : outcome.getArea(),
                profile(outcome),
                outcome.getSynthetic());
    }

    private static Profile profile(Outcome outcome) {
        return new Profile(
                outcome.getNrmStage(),
                Set.copyOf(outcome.getExploitationTypesList()),
                outcome.getAgeBand(),
                outcome.getSex(),
                outcome.getNationalityGroup(),
                outcome.getFirstResponder(),
                outcome.getEngagement(),
                outcome.getAccommodationOutcome(),
                Set.copyOf(outcome.getSupportGivenList()),
                outcome.getEndReason(),
                outcome.getNeedScoresList().stream()
                        .collect(Collectors.toMap(
                                NeedScore::getNeed,
                                score -> new Scores(score.getStart(), score.getReview(), score.getEnd()))));
    }
}
