package opcc.tracker.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Money and receipts while processes are killed and the database is slow or away: 64 clients, two replicas of
 * funds-service. The {@link FaultPlan} of every build is short; {@code -Dtracker.faults=true} runs the whole one. The seed
 * of what clients ask for and of when is killed is {@code tracker.faults.seed}.
 */
@ExtendWith(OnTheLiveTracker.class)
class FaultRunIT {

    private static final int CLIENTS = 64;
    private static final Duration NO_ANSWER = Duration.ofMinutes(10);

    /** A replica starts in seconds, but for a machine that builds at the same time. */
    private static final int START_SECONDS = 180;

    /** The services wait for the database for some seconds before they say so; a busy machine for some more. */
    private static final Duration UNTIL_IT_IS_SAID = Duration.ofSeconds(40);

    private final long seed = Long.getLong("tracker.faults.seed", System.nanoTime());
    private final FaultPlan plan = FaultPlan.chosen();
    private final Random random = new Random(seed);
    private final LiveTracker live;
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();
    private volatile boolean over;

    private record Token(String text, long madeAt) {}

    FaultRunIT(LiveTracker live) {
        this.live = live;
    }

    @Test
    void every_acknowledged_command_is_kept_once_and_the_money_is_right_whatever_fails() throws Exception {
        System.out.println("fault run: seed " + seed + ", " + plan);
        long begun = System.nanoTime();
        try (TwoReplicas replicas = TwoReplicas.start(live.stack())) {
            FaultLoad load = new FaultLoad(replicas, this::token);
            FaultReceipts receipts = new FaultReceipts(replicas, this::token);
            String fund = replicas.openFund(LiveTracker.freshId("faults"), token(FaultClient.FINANCE));
            receipts.learnCleanCopies(load, fund, "clean-" + seed);

            try (ExecutorService clients = Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("client-", 0).factory())) {
                List<Future<Integer>> running = new ArrayList<>();
                for (int i = 0; i < CLIENTS; i++) {
                    running.add(clients.submit(new FaultClient(
                            load,
                            fund,
                            receipts.pictures(),
                            "fault-" + seed + "-" + i,
                            new Random(seed + i),
                            () -> over)));
                }
                try {
                    for (int round = 0; round < plan.rounds(); round++) {
                        replicasAreKilled(replicas, load);
                        theDatabaseIsSlow(replicas, load);
                        theDatabaseIsAway(replicas, load);
                    }
                } finally {
                    replicas.database().mend();
                    load.phase("mended");
                    over = true;
                }
                for (Future<Integer> client : running) {
                    assertThat(client.get(120, TimeUnit.SECONDS)).isPositive();
                }
            }
            System.out.println("fault run: " + (System.nanoTime() - begun) / 1_000_000_000 + " s with the start");

            assertThat(load.neverExpected())
                    .as("answers that nobody should get")
                    .isEmpty();
            assertUnavailableIsSaidClearly(load);
            try (FaultEvidence evidence = new FaultEvidence(replicas, fund)) {
                FaultLedger.assertHolds(load, evidence, replicas, fund, this::token);
                receipts.assertWhole(load, evidence);
            }
        }
    }

    private void replicasAreKilled(TwoReplicas replicas, FaultLoad load) throws Exception {
        load.phase("kills");
        try (ExecutorService starter = Executors.newSingleThreadExecutor()) {
            Future<?> started = starter.submit(() -> {});
            for (int kill = 0; kill < plan.kills(); kill++) {
                Thread.sleep(Duration.ofMillis(1_000 + random.nextInt(2_000)));
                // The other one must be there, or this would be no more than a stop.
                started.get(START_SECONDS, TimeUnit.SECONDS);
                int victim = kill % 2;
                replicas.kill(victim);
                started = starter.submit(() -> {
                    replicas.startAgain(victim);
                    return victim;
                });
            }
            started.get(START_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void theDatabaseIsSlow(TwoReplicas replicas, FaultLoad load) throws Exception {
        load.phase("slow");
        replicas.database().delayAnswers(Duration.ofMillis(300 + random.nextInt(300)));
        Thread.sleep(plan.slow());
        if (plan.stalls()) {
            load.phase("stalled");
            replicas.database().delayAnswers(NO_ANSWER);
            Thread.sleep(plan.stalled());
            awaitThatItIsSaid(load, "stalled");
        }
    }

    /** Meanwhile a replica is killed and started, if the plan says so: it waits for the database. */
    private void theDatabaseIsAway(TwoReplicas replicas, FaultLoad load) throws Exception {
        load.phase("away");
        replicas.database().stop();
        try (ExecutorService starter = Executors.newSingleThreadExecutor()) {
            Future<?> started = starter.submit(() -> {
                if (plan.killWhileAway()) {
                    replicas.kill(1);
                    replicas.startAgain(1);
                }
                return 1;
            });
            Thread.sleep(plan.away());
            awaitThatItIsSaid(load, "away");
            load.phase("back");
            replicas.database().mend();
            started.get(START_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static void awaitThatItIsSaid(FaultLoad load, String phase) {
        await("a 503 that names the database while it is " + phase)
                .atMost(UNTIL_IT_IS_SAID)
                .until(() -> load.heardThatTheStoreIsAway(phase));
    }

    private static void assertUnavailableIsSaidClearly(FaultLoad load) {
        Map<String, Long> said = load.unavailable().stream()
                .collect(Collectors.groupingBy(
                        each -> each.phase() + " " + each.reason(), TreeMap::new, Collectors.counting()));
        System.out.println("fault run: 503 by phase and reason " + said + ", slowest answer "
                + load.slowest().toMillis() + " ms");
        assertThat(load.unavailable()).allSatisfy(each -> {
            assertThat(each.retryAfter()).as("Retry-After of %s", each).matches("[1-9][0-9]?");
            assertThat(each.detail()).as("%s", each).containsIgnoringCase("again");
        });
    }

    /** Tokens live for ten minutes. */
    private String token(String user) {
        return tokens.compute(user, (name, known) -> {
                    long now = System.nanoTime();
                    return known != null && now - known.madeAt < TimeUnit.MINUTES.toNanos(5)
                            ? known
                            : new Token(live.freshToken(name), now);
                })
                .text;
    }
}
