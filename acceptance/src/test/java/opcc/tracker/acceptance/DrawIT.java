package opcc.tracker.acceptance;

import static java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import opcc.tracker.local.demo.DemoYear;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An emergency draw, from the officer at night to the payment. */
@ExtendWith(OnTheLiveTracker.class)
class DrawIT {

    private static final String OFFICER = "requester.westmercia";
    private static final String FINANCE = "finance.westmercia";
    private static final String PAYER = "finance2.westmercia";
    private static final String TWO_NIGHTS = """
        {"lines":[{"category":"ACCOMMODATION","quantity":2,"unitPricePence":"6500"}],"reason":"a bed for tonight"}\
        """;

    private final LiveTracker tracker;

    DrawIT(LiveTracker tracker) {
        this.tracker = tracker;
    }

    @Test
    void is_asked_for_approved_and_paid_by_three_people_with_the_balances_right_at_each_step() {
        String fund = fundWith(500_000);

        Answer draw = request(fund);
        assertThat(draw.text("state")).isEqualTo("REQUESTED");
        assertThat(draw.pence("amountPence")).isEqualTo(13_000);
        assertBalances(fund, 500_000, 0, 0, 500_000);

        Answer refused = act(OFFICER, draw, "approve", "{}").problem(403);
        assertThat(refused.reason()).isEqualTo("SEPARATION_OF_DUTIES");
        assertThat(refused.text("detail")).contains("asked for");
        assertBalances(fund, 500_000, 0, 0, 500_000);

        assertThat(act(FINANCE, draw, "approve", "{}").ok().text("state")).isEqualTo("APPROVED");
        assertBalances(fund, 500_000, 13_000, 0, 487_000);

        assertThat(act(PAYER, draw, "pay", "{\"amountPence\":\"13000\"}").ok().text("state"))
                .isEqualTo("PAID");
        assertBalances(fund, 500_000, 0, 13_000, 487_000);

        assertThat(act(FINANCE, draw, "reconcile", "{}").ok().text("state")).isEqualTo("RECONCILED");
        assertThat(tracker.get("auditor.westmercia", "/v1/" + fund + "/entries")
                        .ok()
                        .each("entries", "kind"))
                .containsExactly("ALLOCATED", "REQUESTED", "APPROVED", "PAID", "RECONCILED");
    }

    @Test
    void says_whom_it_helps_to_finance_and_never_by_the_reference() {
        String body = TWO_NIGHTS.replace("\"reason\"", "\"caseReference\":\"placements/4711\",\"reason\"");

        Answer draw =
                tracker.post(OFFICER, "/v1/" + fundWith(1_000) + "/draws", body).ok();
        Answer seen = tracker.get(FINANCE, "/v1/" + draw.text("name")).ok();

        assertThat(seen.text("beneficiary")).matches("[0-9a-f]{64}");
        assertThat(draw.text("beneficiary")).isEmpty();
        assertThat(draw.toString() + seen).doesNotContain("placements");
    }

    @Test
    void beyond_the_available_money_is_refused_with_the_amounts() {
        String fund = fundWith(10_000);

        Answer refused = act(FINANCE, request(fund), "approve", "{}").problem(409);

        assertThat(refused.reason()).isEqualTo("INSUFFICIENT_FUNDS");
        assertThat(refused.text("detail")).contains("£130.00", "£100.00");
    }

    @Test
    void of_fifty_approvals_at_once_of_a_fund_with_money_for_ten_exactly_ten_go_through() throws Exception {
        String fund = fundWith(130_000);
        List<Answer> draws = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            draws.add(request(fund));
        }

        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService callers = newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> calls = draws.stream()
                    .map(draw -> callers.submit(() -> act(FINANCE, draw, "approve", "{}")))
                    .toList();
            for (Future<Answer> call : calls) {
                statuses.add(call.get().status());
            }
        }

        assertThat(statuses).hasSize(50).containsOnly(200, 409);
        assertThat(statuses.stream().filter(status -> status == 200)).hasSize(10);
        assertBalances(fund, 130_000, 130_000, 0, 0);
        assertThat(tracker.get(FINANCE, "/v1/" + fund + ":verify")
                        .ok()
                        .body()
                        .path("valid")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void asked_for_twice_with_one_key_is_one_draw() {
        String fund = fundWith(500_000);
        String key = LiveTracker.freshId("key");

        Answer first =
                tracker.post(OFFICER, "/v1/" + fund + "/draws", TWO_NIGHTS, key).ok();
        Answer again =
                tracker.post(OFFICER, "/v1/" + fund + "/draws", TWO_NIGHTS, key).ok();
        Answer other = tracker.post(OFFICER, "/v1/" + fund + "/draws", TWO_NIGHTS.replace("6500", "6501"), key);

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(other.problem(409).reason()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(tracker.get(OFFICER, "/v1/" + fund + "/draws").ok().each("draws", "name"))
                .hasSize(1);
    }

    @Test
    void is_rejected_withdrawn_and_released_by_whom_it_is_for_to_do_so() {
        String fund = fundWith(500_000);

        assertThat(act(FINANCE, request(fund), "reject", "{\"reason\":\"the force has a bed free\"}")
                        .ok()
                        .text("state"))
                .isEqualTo("REJECTED");
        Answer withdrawn = request(fund);
        act("requester2.westmercia", withdrawn, "withdraw", "{}").problem(404);
        assertThat(act(OFFICER, withdrawn, "withdraw", "{}").ok().text("state")).isEqualTo("WITHDRAWN");
        Answer released = request(fund);
        act(FINANCE, released, "approve", "{}").ok();
        assertThat(act(FINANCE, released, "release", "{}").ok().text("state")).isEqualTo("RELEASED");
        assertBalances(fund, 500_000, 0, 0, 500_000);
    }

    private String fundWith(long pence) {
        String id = LiveTracker.freshId("fund");
        tracker.post(FINANCE, "/v1/funds?fundId=" + id, "{\"displayName\":\"A fund\",\"area\":\"west-mercia\"}")
                .ok();
        tracker.post(
                        FINANCE,
                        "/v1/funds/" + id + "/allocations",
                        "{\"fundingStream\":\"PCC_CORE\",\"financialYear\":\"" + DemoYear.current()
                                + "\",\"amountPence\":\"" + pence
                                + "\"}")
                .ok();
        return "funds/" + id;
    }

    private Answer request(String fund) {
        return tracker.post(OFFICER, "/v1/" + fund + "/draws", TWO_NIGHTS).ok();
    }

    private Answer act(String user, Answer draw, String verb, String body) {
        return tracker.post(user, "/v1/" + draw.text("name") + ":" + verb, body);
    }

    private void assertBalances(String fund, long allocated, long reserved, long paid, long available) {
        Answer now = tracker.get("auditor.westmercia", "/v1/" + fund).ok();
        assertThat(List.of(
                        now.pence("allocatedPence"),
                        now.pence("reservedPence"),
                        now.pence("paidPence"),
                        now.pence("availablePence")))
                .containsExactly(allocated, reserved, paid, available);
    }
}
