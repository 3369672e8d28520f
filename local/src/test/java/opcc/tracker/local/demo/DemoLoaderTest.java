package opcc.tracker.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import opcc.tracker.local.processes.Progress;
import opcc.tracker.v1.Draw;
import opcc.tracker.v1.ImportAggregateReturnRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoLoaderTest {
    private FakeTracker tracker;

    @BeforeEach
    void start() throws Exception {
        tracker = new FakeTracker();
    }

    @AfterEach
    void stop() {
        tracker.close();
    }

    @Test
    void everythingIsEnteredByThePersonWhoWouldEnterIt() throws Exception {
        loader().loadIfAbsent();

        assertThat(tracker.calls)
                .filteredOn(call -> call.endsWith(" services"))
                .hasSize(42)
                .allMatch(by("admin"));
        assertThat(tracker.calls)
                .filteredOn(call -> call.endsWith(" providers"))
                .isNotEmpty()
                .allMatch(by("admin"));
        assertThat(tracker.calls)
                .filteredOn(call -> call.endsWith(" outcomes:batchCreate"))
                .hasSize(6)
                .allMatch(call -> call.startsWith("provider."));
        assertThat(tracker.calls)
                .filteredOn(call -> call.endsWith(" funds") || call.endsWith("/allocations"))
                .allMatch(by("finance.westmercia"));
        assertThat(tracker.calls).filteredOn(call -> call.endsWith(":approve")).allMatch(by("finance.westmercia"));
        assertThat(tracker.calls).filteredOn(call -> call.endsWith(":pay")).allMatch(by("finance2.westmercia"));
        assertThat(tracker.calls)
                .filteredOn(call -> call.endsWith("/draws"))
                .allMatch(call -> call.startsWith("requester"));
        assertThat(tracker.calls)
                .filteredOn(call -> call.endsWith("/policy"))
                .hasSize(1)
                .allMatch(by("admin"));
        assertThat(tracker.calls)
                .filteredOn(call -> call.endsWith(" aggregateReturns:import"))
                .hasSize(2)
                .allMatch(by("admin"));
        assertThat(tracker.calls)
                .filteredOn(call -> call.endsWith(":freeze"))
                .allMatch(by("analyst.apcc"))
                .hasSize((int) SyntheticOutcomes.QUARTERS.stream()
                        .filter(DemoYear::isOver)
                        .count());
        assertThat(tracker.outcomes).isEqualTo(530);
        assertThat(states())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "RECONCILED",
                        1,
                        "PAID",
                        1,
                        "APPROVED",
                        2,
                        "REJECTED",
                        1,
                        "WITHDRAWN",
                        1,
                        "RELEASED",
                        1,
                        "REQUESTED",
                        1,
                        "AWAITING_RATIFICATION",
                        1));
    }

    @Test
    void theDrawsAreSuchAsTheContractAccepts() {
        assertThat(DemoDraw.ALL).allSatisfy(draw -> Contract.read(draw.toJson(), Draw.newBuilder()));
        assertThat(DemoDraw.ALL.stream().map(DemoDraw::reason)).doesNotHaveDuplicates();
    }

    @Test
    void theReturnsAreSuchAsTheContractAcceptsAndHoldTheFilesAsTheyAre() {
        assertThat(PublishedReturn.ALL)
                .allSatisfy(published -> Contract.read(published.toJson(), ImportAggregateReturnRequest.newBuilder()))
                .extracting(published -> published.toJson().path("csv").asString())
                .anyMatch(csv -> csv.contains("Derbyshire Police,51,24,24,2"))
                .anyMatch(csv -> csv.contains("male,9790,77,referrals"));
    }

    @Test
    void loadingTwiceChangesNothing() throws Exception {
        loader().loadIfAbsent();
        List<String> calls = List.copyOf(tracker.calls);

        loader().loadIfAbsent();
        loader().load();

        assertThat(tracker.calls).isEqualTo(calls);
        assertThat(tracker.allocations).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 30, 61, 66, 68, 70, 71, 74, 80, 83})
    void aLoadThatBrokeDownIsCompletedByTheNext(int writes) throws Exception {
        tracker.writesUntilBreakdown = writes;
        assertThatThrownBy(() -> loader().loadIfAbsent())
                .isInstanceOf(DemoFailure.class)
                .hasMessageContaining("was answered 500");

        tracker.writesUntilBreakdown = Integer.MAX_VALUE;
        loader().loadIfAbsent();

        List<String> calls = new ArrayList<>(tracker.calls);
        int outcomes = tracker.outcomes;
        Map<String, Integer> states = states();
        tracker.close();
        tracker = new FakeTracker();
        loader().loadIfAbsent();
        assertThat(calls).isEqualTo(tracker.calls);
        assertThat(outcomes).isEqualTo(tracker.outcomes);
        assertThat(states).isEqualTo(states());
    }

    private static Predicate<String> by(String user) {
        return call -> call.startsWith(user + " ");
    }

    private Map<String, Integer> states() {
        Map<String, Integer> states = new TreeMap<>();
        tracker.resources.forEach((name, resource) -> {
            if (name.contains("/draws/")) {
                states.merge(resource.path("state").asString(), 1, Integer::sum);
            }
        });
        return states;
    }

    private DemoLoader loader() {
        return new DemoLoader(tracker.url(), tracker.url().resolve("/token"), Progress.SILENT);
    }
}
