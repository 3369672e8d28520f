package opcc.tracker.acceptance;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import opcc.tracker.acceptance.FaultCommand.Confirmation;
import opcc.tracker.v1.FundsServiceGrpc;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How clients give commands while things fail: by HTTP at the gateway or by gRPC at either replica, each attempt by any of
 * the three, with the same idempotency key until it is acknowledged or refused. Keeps what each command came to, and
 * notes every answer that a client should never get.
 */
final class FaultLoad {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> KEY =
            Metadata.Key.of("idempotency-key", Metadata.ASCII_STRING_MARSHALLER);

    /** The gateway promises an answer within ten seconds; a machine that builds at the same time may be late. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final TwoReplicas replicas;
    private final Function<String, String> tokens;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Map<String, Done> done = new ConcurrentHashMap<>();
    private final Queue<String> neverExpected = new ConcurrentLinkedQueue<>();
    private final Queue<Unavailable> unavailable = new ConcurrentLinkedQueue<>();
    private final AtomicLong slowestMillis = new AtomicLong();
    private volatile String phase = "";

    /**
     * What a command came to.
     *
     * @param command the command
     * @param user who gave it
     * @param confirmation what the acknowledgement said; null if it was refused
     * @param doubtful it was refused after an attempt without an answer, which may still have been carried out
     */
    record Done(FaultCommand command, String user, @Nullable Confirmation confirmation, boolean doubtful) {
        boolean acknowledged() {
            return confirmation != null;
        }
    }

    /**
     * A 503 of the gateway.
     *
     * @param phase what was wrong at the time
     * @param reason its reason
     * @param retryAfter its Retry-After; empty if it had none
     * @param detail what it said
     */
    record Unavailable(String phase, String reason, String retryAfter, String detail) {}

    /** An answer of any of the three ways. */
    private sealed interface Outcome {
        record Acknowledged(Confirmation confirmation) implements Outcome {}

        record Refused(String reason) implements Outcome {}

        record Unanswered() implements Outcome {}
    }

    FaultLoad(TwoReplicas replicas, Function<String, String> tokens) {
        this.replicas = replicas;
        this.tokens = tokens;
    }

    /** Whether the gateway told somebody in this phase that the database does not answer. */
    boolean heardThatTheStoreIsAway(String when) {
        return unavailable.stream()
                .anyMatch(each -> each.phase().equals(when) && each.reason().equals("STORE_UNAVAILABLE"));
    }

    /** Says what is wrong from now on. */
    void phase(String now) {
        phase = now;
    }

    /** Gives a command until it is acknowledged, and returns the name of what it is about, or empty if it is refused. */
    String give(String user, FaultCommand command, String key, RandomGenerator random) throws InterruptedException {
        boolean unanswered = false;
        while (true) {
            long begun = System.nanoTime();
            Outcome outcome = attempt(user, command, key, random.nextInt(3));
            slowestMillis.accumulateAndGet((System.nanoTime() - begun) / 1_000_000, Math::max);
            switch (outcome) {
                case Outcome.Acknowledged(var confirmation) -> {
                    remember(key, new Done(command, user, confirmation, false));
                    return confirmation.name();
                }
                case Outcome.Refused _ -> {
                    remember(key, new Done(command, user, null, unanswered));
                    return "";
                }
                case Outcome.Unanswered _ -> {
                    unanswered = true;
                    Thread.sleep(200L + random.nextInt(400));
                }
            }
        }
    }

    private void remember(String key, Done came) {
        if (done.put(key, came) != null) {
            neverExpected.add("the key " + key + " was used twice by the test");
        }
    }

    private Outcome attempt(String user, FaultCommand command, String key, int way) throws InterruptedException {
        return way == 0
                ? atTheGateway(user, command, key)
                : atAReplica(user, command, key, replicas.channels().get(way - 1));
    }

    private Outcome atAReplica(String user, FaultCommand command, String key, ManagedChannel replica) {
        Metadata headers = headers(tokens.apply(user));
        headers.put(KEY, key);
        try {
            return new Outcome.Acknowledged(command.send(FundsServiceGrpc.newBlockingStub(replica)
                    .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                    .withDeadlineAfter(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)));
        } catch (StatusRuntimeException e) {
            Status.Code code = e.getStatus().getCode();
            if (code == Status.Code.FAILED_PRECONDITION) {
                return new Outcome.Refused(String.valueOf(e.getStatus().getDescription()));
            }
            // The client says UNKNOWN when the connection of a killed replica breaks while a call is being written.
            boolean broken = code == Status.Code.UNKNOWN && e.getStatus().getCause() instanceof IOException;
            if (code != Status.Code.UNAVAILABLE && !broken) {
                neverExpected.add(phase + ": gRPC " + e.getStatus());
            }
            return new Outcome.Unanswered();
        }
    }

    static Metadata headers(String token) {
        Metadata headers = new Metadata();
        headers.put(AUTHORIZATION, "Bearer " + token);
        return headers;
    }

    private Outcome atTheGateway(String user, FaultCommand command, String key) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(replicas.gatewayUrl().resolve(command.path()))
                .timeout(LONGEST_WAIT)
                .header("Authorization", "Bearer " + tokens.apply(user))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(command.json()))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            JsonNode body = JsonMapper.shared().readTree(answer.body());
            switch (answer.statusCode()) {
                case 200 -> {
                    return new Outcome.Acknowledged(Confirmation.of(
                            body.path("name").asString(), body.path("etag").asString("")));
                }
                case 409 -> {
                    return new Outcome.Refused(body.path("detail").asString());
                }
                case 503 ->
                    unavailable.add(new Unavailable(
                            phase,
                            body.path("reason").asString(""),
                            answer.headers().firstValue("Retry-After").orElse(""),
                            body.path("detail").asString("")));
                default -> neverExpected.add(phase + ": HTTP " + answer.statusCode() + " " + body);
            }
        } catch (IOException e) {
            neverExpected.add(phase + ": the gateway gave no answer: " + e);
        }
        return new Outcome.Unanswered();
    }

    /** What every command came to, by its key. */
    Map<String, Done> done() {
        return Map.copyOf(done);
    }

    /** Answers that a client should never get. */
    Queue<String> neverExpected() {
        return neverExpected;
    }

    /** The gateway's 503s. */
    Queue<Unavailable> unavailable() {
        return unavailable;
    }

    /** How long the slowest answer took. */
    Duration slowest() {
        return Duration.ofMillis(slowestMillis.get());
    }
}
