package opcc.tracker.outcomes.quarters;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import opcc.tracker.kit.pseudonyms.PseudonymKey;
import opcc.tracker.outcomes.cube.CountedPeople;
import opcc.tracker.outcomes.cube.CubeCell;
import opcc.tracker.outcomes.cube.CubeMaker;
import opcc.tracker.outcomes.quarters.Tranche.Frozen;
import opcc.tracker.outcomes.records.Person;
import opcc.tracker.outcomes.store.BatchStore;
import opcc.tracker.outcomes.store.CubeStore;
import opcc.tracker.outcomes.store.TrancheStore;
import opcc.tracker.outcomes.store.TrancheStore.Hold;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Protects tranches: pins their batches, reads them, rounds, stores the protected cells, and last notes that they are there.
 * Any process may do it, also two at once: they make the same of the same batches, and the first note wins. So that they do
 * not all do it, one holds a tranche as long as it lives.
 */
public final class Freezing implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Freezing.class);

    /** How long a process that says nothing is given before others take it for dead; the sweep says something. */
    private static final Duration HELD = Duration.ofMinutes(1);

    private static final int CELLS_OF_A_PART = 500;

    private final TrancheStore tranches;
    private final Pins pins;
    private final BatchStore batches;
    private final CubeStore cubes;
    private final PseudonymKey key;
    private final Clock clock;
    private final String holder = UUID.randomUUID().toString();
    private final Retries retries = new Retries();
    private final Set<String> inWork = ConcurrentHashMap.newKeySet();
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("freezing").daemon().factory());

    /** Protects what {@code tranches} holds, with secrets that follow from {@code key}. */
    public Freezing(
            TrancheStore tranches, Pins pins, BatchStore batches, CubeStore cubes, PseudonymKey key, Clock clock) {
        this.tranches = tranches;
        this.pins = pins;
        this.batches = batches;
        this.cubes = cubes;
        this.key = key;
        this.clock = clock;
    }

    /** Begins a tranche, unless somebody has. */
    void begin(Tranche tranche) {
        if (tranches.begin(tranche, hold())) {
            work(tranche);
        }
    }

    /** One tranche after the other: each takes a processor for some seconds. */
    private void work(Tranche tranche) {
        if (inWork.add(tranche.id())) {
            worker.execute(() -> {
                try {
                    carryOut(tranche);
                    retries.done(tranche.id());
                } catch (RuntimeException e) {
                    retries.failed(tranche.id(), clock.instant());
                    log.warn(
                            "freezing {} stopped, and is taken up again: {}",
                            tranche.id(),
                            e.getClass().getSimpleName());
                } finally {
                    inWork.remove(tranche.id());
                }
            });
        }
    }

    /** Goes on with what was left behind, here or by other processes, and goes on to hold what is in work. */
    @Scheduled(initialDelayString = "PT5S", fixedDelayString = "PT2S")
    public void sweep() {
        try {
            for (Tranche tranche : tranches.unfinished()) {
                if (retries.due(tranche.id(), clock.instant())
                        && tranches.hold(tranche.id(), hold(), clock.instant())) {
                    work(tranche);
                }
            }
        } catch (RuntimeException e) {
            log.warn("no quarter could be looked for: {}", e.getClass().getSimpleName());
        }
    }

    private Hold hold() {
        return new Hold(holder, clock.instant().plus(HELD));
    }

    /** Protects a tranche from where it is to its end. */
    void carryOut(Tranche begun) {
        Tranche tranche = pins.pin(begun);
        if (tranche.frozen() == null) {
            protect(tranche);
        }
        // If a batch came, or a person was erased, while two were at it, the other's batches and cells may differ.
        pins.clearOthers(tranche);
        tranches.find(tranche.id())
                .map(Tranche::frozen)
                .ifPresent(first -> cubes.clearOthers(tranche.id(), first.digest()));
    }

    private void protect(Tranche tranche) {
        CubeMaker.Made made = CubeMaker.make(people(tranche), key.secretFor("protected cube of " + tranche.id()));
        List<CubeCell> cells = made.cells();
        String digest = made.digest();
        int parts = Math.ceilDiv(cells.size(), CELLS_OF_A_PART);
        for (int part = 0; part < parts; part++) {
            int from = part * CELLS_OF_A_PART;
            cubes.put(tranche.id(), digest, part, cells.subList(from, Math.min(cells.size(), from + CELLS_OF_A_PART)));
        }
        Frozen frozen = new Frozen(
                digest,
                parts,
                made.synthetic(),
                made.errors(),
                made.crossed(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        if (tranches.freeze(tranche.id(), frozen)) {
            log.info("{} is frozen", tranche.id());
        }
    }

    /** The people of a tranche who are in no earlier one. The last record of each counts, so they are read backwards. */
    private CountedPeople people(Tranche tranche) {
        Set<Person> known = new HashSet<>();
        tranches.of(tranche.quarter()).stream()
                .filter(each -> each.number() < tranche.number())
                .forEach(each -> batches.read(tranche.quarter(), pins.of(each), record -> known.add(record.person())));
        CountedPeople people = new CountedPeople();
        batches.readBackwards(tranche.quarter(), pins.of(tranche), record -> {
            if (known.add(record.person())) {
                people.add(record);
            }
        });
        return people;
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
