package opcc.tracker.outcomes.quarters;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import opcc.tracker.kit.pseudonyms.PseudonymKey;
import opcc.tracker.outcomes.cube.CubeCell;
import opcc.tracker.outcomes.cube.CubeMaker;
import opcc.tracker.outcomes.quarters.Tranche.Frozen;
import opcc.tracker.outcomes.store.BatchStore;
import opcc.tracker.outcomes.store.CubeStore;
import opcc.tracker.outcomes.store.TrancheStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Protects tranches that are pinned: reads their batches, rounds, stores the protected cells, and last notes that they are
 * there. Any process may do it, also two at once: they make the same of the same batches, and the first note wins.
 */
public final class Freezing implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Freezing.class);

    /** How long the process that pinned a tranche is given before others take it for dead. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final int CELLS_OF_A_PART = 500;

    private final TrancheStore tranches;
    private final BatchStore batches;
    private final CubeStore cubes;
    private final PseudonymKey key;
    private final Clock clock;
    private final Set<String> inWork = ConcurrentHashMap.newKeySet();
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("freezing").daemon().factory());

    /** Protects what {@code tranches} holds, with secrets that follow from {@code key}. */
    public Freezing(TrancheStore tranches, BatchStore batches, CubeStore cubes, PseudonymKey key, Clock clock) {
        this.tranches = tranches;
        this.batches = batches;
        this.cubes = cubes;
        this.key = key;
        this.clock = clock;
    }

    /** Begins with a tranche, one after the other: each takes a processor for some seconds. */
    void begin(Tranche tranche) {
        if (inWork.add(tranche.id())) {
            worker.execute(() -> {
                try {
                    carryOut(tranche);
                } catch (RuntimeException e) {
                    log.warn(
                            "freezing {} stopped: {}",
                            tranche.id(),
                            e.getClass().getSimpleName());
                } finally {
                    inWork.remove(tranche.id());
                }
            });
        }
    }

    /** Goes on with what was left behind, here or by other processes. */
    @Scheduled(initialDelayString = "PT5S", fixedDelayString = "PT30S")
    public void sweep() {
        Instant patience = clock.instant().minus(PATIENCE);
        try {
            for (Tranche tranche : tranches.unfinished()) {
                if (tranche.begunAt().isBefore(patience)) {
                    begin(tranche);
                }
            }
        } catch (RuntimeException e) {
            log.warn("no quarter could be looked for: {}", e.getClass().getSimpleName());
        }
    }

    /** Protects a tranche from its beginning to its end. */
    void carryOut(Tranche tranche) {
        CubeMaker.Made made =
                CubeMaker.make(people(tranche).records(), key.secretFor("protected cube of " + tranche.id()));
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
            cubes.clearOthers(tranche.id(), digest);
            log.info("{} is frozen", tranche.id());
        }
    }

    /** The people of a tranche who are in no earlier one. */
    private People people(Tranche tranche) {
        People people = new People();
        batches.read(tranche.quarter(), tranche.batches(), people::add);
        People earlier = new People();
        tranches.of(tranche.quarter()).stream()
                .filter(each -> each.number() < tranche.number())
                .forEach(each -> batches.read(tranche.quarter(), each.batches(), earlier::add));
        people.remove(earlier.all());
        return people;
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
