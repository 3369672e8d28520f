package opcc.tracker.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import opcc.tracker.acceptance.FaultCommand.Allocate;
import opcc.tracker.acceptance.FaultCommand.Approve;
import opcc.tracker.acceptance.FaultCommand.Pay;
import opcc.tracker.acceptance.FaultCommand.Refund;
import opcc.tracker.acceptance.FaultCommand.Reject;
import opcc.tracker.acceptance.FaultCommand.Release;
import opcc.tracker.acceptance.FaultCommand.Request;
import opcc.tracker.acceptance.FaultLoad.Done;
import opcc.tracker.v1.VerifyFundResponse;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Money while processes are killed and the database is slow or away: 64 clients, two replicas of funds-service. The seed
 * of what clients ask for and of when is killed is {@code tracker.faults.seed}; {@code tracker.faults.rounds} makes the
 * run longer. It takes two minutes and the whole machine, so it runs when it is asked for: {@code -Dtracker.faults=true}.
 */
@EnabledIfSystemProperty(named = "tracker.faults", matches = "true")
@ExtendWith(OnTheLiveTracker.class)
class FaultRunIT {

    private static final int CLIENTS = 64;
    private static final int KILLS = 10;
    private static final Duration NO_ANSWER = Duration.ofMinutes(10);
    private static final String OFFICER = "requester.westmercia";
    private static final String FINANCE = "finance.westmercia";
    private static final String PAYER = "finance2.westmercia";

    private final long seed = Long.getLong("tracker.faults.seed", System.nanoTime());
    private final int rounds = Integer.getInteger("tracker.faults.rounds", 1);
    private final Random random = new Random(seed);
    private final LiveTracker live;
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();
    private volatile boolean over;

    private record Token(String text, long madeAt) {}

    private record Stored(long sequence, String command, long allocated, long reserved, long paid) {}

    FaultRunIT(LiveTracker live) {
        this.live = live;
    }

    @Test
    void every_acknowledged_command_is_in_the_ledger_once_and_the_money_is_right_whatever_fails() throws Exception {
        System.out.println("fault run: seed " + seed + ", rounds " + rounds);
        try (TwoReplicas replicas = TwoReplicas.start(live.stack())) {
            FaultLoad load = new FaultLoad(replicas, this::token);
            String fund = replicas.openFund(LiveTracker.freshId("faults"), token(FINANCE));

            try (ExecutorService clients = Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("client-", 0).factory())) {
                List<Future<?>> running = new ArrayList<>();
                for (int i = 0; i < CLIENTS; i++) {
                    int client = i;
                    running.add(clients.submit(() -> work(load, fund, client)));
                }
                for (int round = 0; round < rounds; round++) {
                    replicasAreKilled(replicas, load);
                    theDatabaseIsSlow(replicas, load);
                    theDatabaseIsAway(replicas, load);
                }
                load.phase("mended");
                over = true;
                for (Future<?> client : running) {
                    client.get(60, TimeUnit.SECONDS);
                }
            }

            assertThat(load.neverExpected())
                    .as("answers that nobody should get")
                    .isEmpty();
            assertUnavailableIsSaidClearly(load);
            assertLedgerHolds(replicas, load, fund);
        }
    }

    private void replicasAreKilled(TwoReplicas replicas, FaultLoad load) throws Exception {
        load.phase("kills");
        try (ExecutorService starter = Executors.newSingleThreadExecutor()) {
            Future<?> started = starter.submit(() -> {});
            for (int kill = 0; kill < KILLS; kill++) {
                Thread.sleep(Duration.ofMillis(1_000 + random.nextInt(2_000)));
                // The other one must be there, or this would be no more than a stop.
                started.get(90, TimeUnit.SECONDS);
                int victim = kill % 2;
                replicas.kill(victim);
                started = starter.submit(() -> {
                    replicas.startAgain(victim);
                    return victim;
                });
            }
            started.get(90, TimeUnit.SECONDS);
        }
    }

    private void theDatabaseIsSlow(TwoReplicas replicas, FaultLoad load) throws Exception {
        load.phase("slow");
        replicas.database().delayAnswers(Duration.ofMillis(300 + random.nextInt(300)));
        Thread.sleep(Duration.ofSeconds(4));
        load.phase("stalled");
        replicas.database().delayAnswers(NO_ANSWER);
        Thread.sleep(Duration.ofSeconds(8));
    }

    /** Meanwhile a replica is killed and started: it waits for the database. */
    private void theDatabaseIsAway(TwoReplicas replicas, FaultLoad load) throws Exception {
        load.phase("away");
        replicas.database().stop();
        try (ExecutorService starter = Executors.newSingleThreadExecutor()) {
            replicas.kill(1);
            Future<?> started = starter.submit(() -> {
                replicas.startAgain(1);
                return 1;
            });
            Thread.sleep(Duration.ofSeconds(8));
            load.phase("back");
            replicas.database().mend();
            started.get(90, TimeUnit.SECONDS);
        }
    }

    /** One client: draws from the request to the end, one after another. */
    private Void work(FaultLoad load, String fund, int client) throws InterruptedException {
        Random choices = new Random(seed + client);
        for (int i = 0; !over; i++) {
            Draws draws = new Draws(load, choices, "fault-" + seed + "-" + client + "-" + i);
            if (i % 8 == 0) {
                draws.give(FINANCE, new Allocate(fund, 8_000));
            }
            draws.oneDraw(fund);
            Thread.sleep(choices.nextInt(120));
        }
        return null;
    }

    /** The life of a draw, with a key for each step. */
    private static final class Draws {
        private final FaultLoad load;
        private final RandomGenerator choices;
        private final String key;
        private int steps;

        Draws(FaultLoad load, RandomGenerator choices, String key) {
            this.load = load;
            this.choices = choices;
            this.key = key;
        }

        String give(String user, FaultCommand command) throws InterruptedException {
            return load.give(user, command, key + "-" + ++steps, choices);
        }

        void oneDraw(String fund) throws InterruptedException {
            long amount = 100L + choices.nextInt(9_900);
            String draw = give(OFFICER, new Request(fund, amount));
            if (draw.isEmpty()) {
                return;
            }
            if (give(FINANCE, new Approve(draw, amount)).isEmpty()) {
                give(FINANCE, new Reject(draw));
                return;
            }
            long part = 1 + choices.nextLong(amount);
            if (give(PAYER, new Pay(draw, part)).isEmpty()) {
                return;
            }
            if (part < amount && give(FINANCE, new Release(draw, amount - part)).isEmpty()) {
                return;
            }
            if (choices.nextBoolean()) {
                give(FINANCE, new Refund(draw, 1 + choices.nextLong(part)));
            }
        }
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
        assertThat(load.unavailable())
                .as("a 503 that names the database, when it stalls and when it is away")
                .anyMatch(
                        each -> each.phase().equals("stalled") && each.reason().equals("STORE_UNAVAILABLE"))
                .anyMatch(each -> each.phase().equals("away") && each.reason().equals("STORE_UNAVAILABLE"));
    }

    private void assertLedgerHolds(TwoReplicas replicas, FaultLoad load, String fund) {
        List<Stored> ledger = ledger(replicas, fund);
        Map<String, List<Stored>> byCommand = ledger.stream().collect(Collectors.groupingBy(Stored::command));
        List<Done> carriedOut = new ArrayList<>();
        load.done().forEach((key, done) -> {
            List<Stored> entries = byCommand.getOrDefault(identity(done.user(), key), List.of());
            if (done.acknowledged()) {
                assertThat(entries).as("%s was acknowledged", done).hasSize(1);
                assertThat(entries.getFirst().sequence()).as("%s", done).isEqualTo(done.sequence());
            } else if (done.doubtful()) {
                assertThat(entries).as("%s", done).hasSizeLessThanOrEqualTo(1);
            } else {
                assertThat(entries).as("%s was refused", done).isEmpty();
            }
            if (!entries.isEmpty()) {
                carriedOut.add(done);
            }
        });
        System.out.println("fault run: " + ledger.size() + " entries, "
                + carriedOut.stream().filter(Done::acknowledged).count() + " commands acknowledged, "
                + load.done().values().stream()
                        .filter(done -> !done.acknowledged())
                        .count() + " refused");

        assertThat(ledger).as("an entry for each command, and no other").hasSameSizeAs(carriedOut);
        assertThat(ledger.stream().map(Stored::sequence)).doesNotHaveDuplicates();
        assertThat(ledger.getLast().sequence()).isEqualTo(ledger.size());
        assertThat(ledger)
                .allSatisfy(entry -> assertThat(List.of(
                                entry.allocated(),
                                entry.reserved(),
                                entry.paid(),
                                entry.allocated() - entry.reserved() - entry.paid()))
                        .allMatch(total -> total >= 0));
        long allocated = sum(carriedOut, FaultCommand::allocated);
        long reserved = sum(carriedOut, FaultCommand::reserved);
        long paid = sum(carriedOut, FaultCommand::paid);
        for (int replica = 0; replica < 2; replica++) {
            VerifyFundResponse proof = replicas.verify(replica, fund, token(FINANCE));
            assertThat(proof.getValid()).as("%s", proof).isTrue();
            assertThat(proof.getEntryCount()).isEqualTo(ledger.size());
            assertThat(List.of(proof.getAllocatedPence(), proof.getReservedPence(), proof.getPaidPence()))
                    .as("allocated, reserved, paid: the sum of what was carried out")
                    .containsExactly(allocated, reserved, paid);
        }
    }

    private static long sum(List<Done> carriedOut, ToLongFunction<FaultCommand> amount) {
        return carriedOut.stream()
                .mapToLong(done -> amount.applyAsLong(done.command()))
                .sum();
    }

    /** The entries as they lie in the database. */
    private static List<Stored> ledger(TwoReplicas replicas, String fund) {
        try (MongoClient client = MongoClients.create(replicas.databaseUri())) {
            return client.getDatabase(replicas.databaseName())
                    .getCollection("entries")
                    .find(Filters.eq("fund", fund.substring("funds/".length())))
                    .sort(Sorts.ascending("seq"))
                    .map(entry -> new Stored(
                            entry.getLong("seq"),
                            entry.get("command", Document.class).getString("id"),
                            entry.getLong("allocated"),
                            entry.getLong("reserved"),
                            entry.getLong("paid")))
                    .into(new ArrayList<>());
        }
    }

    /** What the ledger keeps of a caller's idempotency key. */
    private String identity(String user, String key) {
        JsonNode claims = JsonMapper.shared()
                .readTree(Base64.getUrlDecoder().decode(token(user).split("\\.")[1]));
        String text = claims.path("sub").asString() + "\n" + key;
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
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
