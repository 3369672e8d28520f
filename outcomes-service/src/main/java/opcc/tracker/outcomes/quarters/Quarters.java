package opcc.tracker.outcomes.quarters;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import opcc.tracker.kit.calendar.FinancialYear;
import opcc.tracker.kit.calendar.Quarter;
import opcc.tracker.kit.idempotency.Command;
import opcc.tracker.kit.pseudonyms.PseudonymKey;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.outcomes.store.BatchStore;
import opcc.tracker.outcomes.store.TrancheStore;
import opcc.tracker.v1.QuarterStateEnum.QuarterState;

/** Freezes and revises quarters: begins tranches, and leaves the rest to {@link Freezing}. */
public final class Quarters {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.UK);

    private final TrancheStore tranches;
    private final BatchStore batches;
    private final Pins pins;
    private final Freezing freezing;
    private final LateThreshold threshold;
    private final Clock clock;

    /** Quarters of these batches, with secrets that follow from {@code key}. */
    public Quarters(
            TrancheStore tranches, BatchStore batches, Pins pins, Freezing freezing, PseudonymKey key, Clock clock) {
        this.tranches = tranches;
        this.batches = batches;
        this.pins = pins;
        this.freezing = freezing;
        this.threshold = new LateThreshold(key);
        this.clock = clock;
    }

    /** How far a quarter is. */
    public QuarterStatus find(Quarter quarter) {
        List<Tranche> all = tranches.of(quarter.toString());
        return new QuarterStatus(quarter, all, all.isEmpty() ? 0 : told(quarter, all));
    }

    /** All quarters that outcomes were reported for, and the running one, the latest first. */
    public List<QuarterStatus> list() {
        TreeSet<Quarter> found = new TreeSet<>(Comparator.reverseOrder());
        found.add(Quarter.of(FinancialYear.today(clock)));
        tranches.quarters().stream()
                .map(Quarter::parse)
                .flatMap(Optional::stream)
                .forEach(found::add);
        batches.quarters().stream()
                .map(Quarter::parse)
                .flatMap(Optional::stream)
                .forEach(found::add);
        return found.stream().map(this::find).toList();
    }

    /** Freezes a quarter that is over, unless it is frozen or being so. */
    public QuarterStatus freeze(Quarter quarter) {
        LocalDate last = quarter.lastDay();
        if (!FinancialYear.today(clock).isAfter(last)) {
            throw Refusal.precondition(
                    "QUARTER_NOT_OVER",
                    quarter + " ends on " + DAY.format(last) + ". It can be frozen from the day after.",
                    Map.of("quarter", quarter.toString(), "ends", last.toString()));
        }
        if (tranches.of(quarter.toString()).isEmpty()) {
            begin(quarter, 1);
        }
        return find(quarter);
    }

    /** Makes the next revision of a quarter, of the people who were reported late. */
    public QuarterStatus revise(Quarter quarter) {
        List<Tranche> all = tranches.of(quarter.toString());
        QuarterStatus status = new QuarterStatus(quarter, all, 0);
        if (!all.isEmpty() && all.getLast().command().equals(Command.current().id())) {
            return find(quarter);
        }
        if (status.state() != QuarterState.FROZEN) {
            throw Refusal.precondition(
                    "QUARTER_NOT_FROZEN",
                    quarter
                            + (status.state() == QuarterState.COLLECTING
                                    ? " is open: freeze it first."
                                    : " is being frozen: revise it when it is frozen."),
                    Map.of("quarter", quarter.toString()));
        }
        if (told(quarter, all) == 0) {
            throw Refusal.precondition(
                    "TOO_FEW_LATE_RECORDS",
                    "Too few people were reported late for " + quarter + ": they wait for others. How many it takes,"
                            + " five to nine, is secret, so that nobody can count other providers' people.",
                    Map.of("quarter", quarter.toString()));
        }
        begin(quarter, all.size() + 1);
        return find(quarter);
    }

    private void begin(Quarter quarter, int number) {
        freezing.begin(new Tranche(
                quarter.toString(),
                number,
                null,
                Command.current().id(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                null));
    }

    /** What may be told of how many were reported since the latest freezing; intake lets nobody in whom the quarter holds. */
    private int told(Quarter quarter, List<Tranche> all) {
        if (all.stream().anyMatch(tranche -> tranche.pinned() == null)) {
            return 0;
        }
        People late = new People();
        batches.read(quarter.toString(), pins.fresh(quarter.toString(), all), late::add);
        return threshold.told(late.size(), quarter, all.size() + 1);
    }
}
