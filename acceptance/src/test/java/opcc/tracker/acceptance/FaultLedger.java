package opcc.tracker.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import opcc.tracker.acceptance.FaultLoad.Done;
import opcc.tracker.v1.VerifyFundResponse;

/** What must hold of the money after a fault run. */
final class FaultLedger {

    private final FaultLoad load;
    private final List<FaultEvidence.Entry> entries;
    private final List<Done> carriedOut = new ArrayList<>();

    private FaultLedger(FaultLoad load, List<FaultEvidence.Entry> entries) {
        this.load = load;
        this.entries = entries;
    }

    /** Every acknowledged command is in the ledger once, nothing else is, and the sums are those of what was asked for. */
    static void assertHolds(
            FaultLoad load,
            FaultEvidence evidence,
            TwoReplicas replicas,
            String fund,
            Function<String, String> tokens) {
        FaultLedger ledger = new FaultLedger(load, evidence.entries());
        ledger.assertOnceForEachCommand(tokens);
        ledger.assertNothingBelowZero();
        for (int replica = 0; replica < 2; replica++) {
            ledger.assertProof(replicas.verify(replica, fund, tokens.apply(FaultClient.FINANCE)));
        }
    }

    private void assertOnceForEachCommand(Function<String, String> tokens) {
        Map<String, List<FaultEvidence.Entry>> byCommand =
                entries.stream().collect(Collectors.groupingBy(FaultEvidence.Entry::command));
        int refused = 0;
        for (Map.Entry<String, Done> each : load.done().entrySet()) {
            Done done = each.getValue();
            if (!done.command().isEntry()) {
                continue;
            }
            List<FaultEvidence.Entry> stored =
                    byCommand.getOrDefault(FaultEvidence.identity(tokens.apply(done.user()), each.getKey()), List.of());
            var confirmation = done.confirmation();
            if (confirmation != null) {
                assertThat(stored).as("%s was acknowledged", done).hasSize(1);
                assertThat(stored.getFirst().sequence()).as("%s", done).isEqualTo(confirmation.number());
            } else {
                refused++;
                assertThat(stored).as("%s was refused", done).hasSizeLessThanOrEqualTo(done.doubtful() ? 1 : 0);
            }
            if (!stored.isEmpty()) {
                carriedOut.add(done);
            }
        }
        System.out.println("fault run: " + entries.size() + " entries, "
                + carriedOut.stream().filter(Done::acknowledged).count() + " commands acknowledged, " + refused
                + " refused");
        assertThat(entries).as("an entry for each command, and no other").hasSameSizeAs(carriedOut);
    }

    private void assertNothingBelowZero() {
        assertThat(entries.stream().map(FaultEvidence.Entry::sequence)).doesNotHaveDuplicates();
        assertThat(entries.getLast().sequence()).isEqualTo(entries.size());
        assertThat(entries)
                .allSatisfy(entry -> assertThat(List.of(
                                entry.allocated(),
                                entry.reserved(),
                                entry.paid(),
                                entry.allocated() - entry.reserved() - entry.paid()))
                        .allMatch(total -> total >= 0));
    }

    private void assertProof(VerifyFundResponse proof) {
        assertThat(proof.getValid()).as("%s", proof).isTrue();
        assertThat(proof.getEntryCount()).isEqualTo(entries.size());
        assertThat(List.of(proof.getAllocatedPence(), proof.getReservedPence(), proof.getPaidPence()))
                .as("allocated, reserved, paid: the sum of what was carried out")
                .containsExactly(sum(FaultCommand::allocated), sum(FaultCommand::reserved), sum(FaultCommand::paid));
    }

    private long sum(ToLongFunction<FaultCommand> amount) {
        return carriedOut.stream()
                .mapToLong(done -> amount.applyAsLong(done.command()))
                .sum();
    }
}
