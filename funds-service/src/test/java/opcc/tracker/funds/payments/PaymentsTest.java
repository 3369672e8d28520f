package opcc.tracker.funds.payments;

import static opcc.tracker.v1.PaymentOutcomeEnum.PaymentOutcome.ALREADY_PAID;
import static opcc.tracker.v1.PaymentOutcomeEnum.PaymentOutcome.AMOUNT_DIFFERS;
import static opcc.tracker.v1.PaymentOutcomeEnum.PaymentOutcome.INVALID_ROW;
import static opcc.tracker.v1.PaymentOutcomeEnum.PaymentOutcome.NOT_PAID;
import static opcc.tracker.v1.PaymentOutcomeEnum.PaymentOutcome.PAID;
import static opcc.tracker.v1.PaymentOutcomeEnum.PaymentOutcome.REFUSED;
import static opcc.tracker.v1.PaymentOutcomeEnum.PaymentOutcome.UNKNOWN_REFERENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import opcc.tracker.funds.draws.FundCommand;
import opcc.tracker.funds.draws.FundLedger;
import opcc.tracker.funds.draws.FundState;
import opcc.tracker.funds.draws.LedgerProof;
import opcc.tracker.funds.ledger.Actor;
import opcc.tracker.funds.ledger.Content;
import opcc.tracker.funds.ledger.Totals;
import opcc.tracker.kit.idempotency.Command;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.v1.DrawCategoryEnum.DrawCategory;
import opcc.tracker.v1.FundingStreamEnum.FundingStream;
import opcc.tracker.v1.PaymentOutcomeEnum.PaymentOutcome;
import opcc.tracker.v1.UrgencyEnum.Urgency;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaymentsTest {

    private static final Actor OFFICER = new Actor("subject-of-the-officer", "requester.westmercia");
    private static final Actor FINANCE = new Actor("subject-of-finance", "finance.westmercia");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-07-16T12:00:00Z"), ZoneOffset.UTC);
    private static final LocalDate TODAY = LocalDate.parse("2026-07-16");
    private static final String HEADER = "reference,amount,date,status\n";

    private final StoppingStore store = new StoppingStore();
    private FundLedger ledger = start();
    private int commands;

    private FundLedger start() {
        return new FundLedger("fund", store, CLOCK);
    }

    private Payments payments() {
        return new Payments("fund", ledger, store);
    }

    @BeforeEach
    void given_three_approved_draws() {
        record(new FundCommand.Allocate(100_000, new Content.Allocated(FundingStream.PCC_CORE, "2026-27")), FINANCE);
        approved("d1", 6_500, "a hotel");
        approved("d2", 1_999, "=1+1");
        approved("d3", 100, "");
    }

    private void approved(String draw, long pence, String supplier) {
        record(
                new FundCommand.Request(new Content.Requested(
                        List.of(new Content.Line(DrawCategory.FOOD, 1, 0, pence)),
                        "food for tonight",
                        "",
                        Urgency.TONIGHT,
                        supplier)),
                OFFICER);
        record(new FundCommand.Approve(draw, "", "", FundingStream.FUNDING_STREAM_UNSPECIFIED, false), FINANCE);
    }

    private void record(FundCommand command, Actor actor) {
        String key = "command " + ++commands;
        ledger.record(command, actor, new Command(key, key));
    }

    private List<PaymentOutcome> outcomes(String rows) {
        return payments().reconcile(HEADER + rows, FINANCE, TODAY).stream()
                .map(Payments.Answer::outcome)
                .toList();
    }

    private Totals totals() {
        return ledger.read(FundState::totals);
    }

    @Test
    void a_file_holds_what_is_approved_and_unpaid_and_no_formula() {
        assertThat(PaymentFile.write(payments().due()))
                .isEqualTo("reference,amount,currency,payee,draw,approvedOn\r\n"
                        + "fund-d1-1,65.00,GBP,a hotel,funds/fund/draws/d1,2026-07-16\r\n"
                        + "fund-d2-1,19.99,GBP,'=1+1,funds/fund/draws/d2,2026-07-16\r\n"
                        + "fund-d3-1,1.00,GBP,,funds/fund/draws/d3,2026-07-16\r\n");
    }

    @Test
    void a_part_payment_leaves_the_rest_as_the_next_part() {
        record(new FundCommand.Pay("d1", "", 2_500), FINANCE);

        assertThat(PaymentFile.write(payments().due())).contains("fund-d1-2,40.00,");
        assertThat(outcomes("fund-d1-2,40.00,2026-07-16,paid\n")).containsExactly(PAID);
        assertThat(PaymentFile.write(payments().due())).doesNotContain("fund-d1");
    }

    @Test
    void each_row_has_its_own_answer_and_only_what_was_paid_is_paid() {
        assertThat(outcomes("fund-d1-1,65.00,2026-07-16,Paid\n"
                        + "fund-d1-1,65.00,2026-07-16,paid\n"
                        + "fund-d1-1,65.01,2026-07-16,paid\n"
                        + "fund-d2-1,20.00,2026-07-16,paid\n"
                        + "fund-d3-1,1.00,2026-07-16,failed\n"
                        + "fund-d3-2,1.00,2026-07-16,paid\n"
                        + "fund-d99-1,1.00,2026-07-16,paid\n"
                        + "other-d3-1,1.00,2026-07-16,paid\n"
                        + "fund-d3-1,1,2026-07-16,paid\n"
                        + "fund-d3-1,-1.00,2026-07-16,paid\n"
                        + "fund-d3-1,0.00,2026-07-16,paid\n"
                        + "fund-d3-1,1.00,2026-07-17,paid\n"
                        + "fund-d3-1,1.00,2026-02-30,paid\n"
                        + "fund-d3-1,1.00,2026-07-16,done\n"
                        + "fund-d3-1,1.00,2026-07-16\n"))
                .containsExactly(
                        PAID,
                        ALREADY_PAID,
                        AMOUNT_DIFFERS,
                        AMOUNT_DIFFERS,
                        NOT_PAID,
                        UNKNOWN_REFERENCE,
                        UNKNOWN_REFERENCE,
                        UNKNOWN_REFERENCE,
                        INVALID_ROW,
                        INVALID_ROW,
                        INVALID_ROW,
                        INVALID_ROW,
                        INVALID_ROW,
                        INVALID_ROW,
                        INVALID_ROW);
        assertThat(totals()).isEqualTo(new Totals(100_000, 2_099, 6_500));
    }

    @Test
    void nobody_pays_what_they_asked_for_and_what_is_no_longer_approved_is_refused() {
        record(new FundCommand.Release("d3", ""), FINANCE);

        Payments.Answer own = payments()
                .reconcile(HEADER + "fund-d1-1,65.00,2026-07-16,paid\n", OFFICER, TODAY)
                .getFirst();
        Payments.Answer released = payments()
                .reconcile(HEADER + "fund-d3-1,1.00,2026-07-16,paid\n", FINANCE, TODAY)
                .getFirst();

        assertThat(own.outcome()).isEqualTo(REFUSED);
        assertThat(own.reason()).isEqualTo("SEPARATION_OF_DUTIES");
        assertThat(released.outcome()).isEqualTo(REFUSED);
        assertThat(released.reason()).isEqualTo("DRAW_STATE");
        assertThat(released.detail()).contains("released");
        assertThat(totals().paid()).isZero();
    }

    @Test
    void the_same_file_twice_changes_nothing() {
        String rows = "fund-d1-1,65.00,2026-07-16,paid\nfund-d2-1,19.99,2026-07-16,paid\n";
        outcomes(rows);
        int size = store.size();

        assertThat(outcomes(rows)).containsExactly(ALREADY_PAID, ALREADY_PAID);
        assertThat(store.size()).isEqualTo(size);
    }

    @Test
    void a_file_that_a_crash_cut_short_is_carried_out_by_sending_it_again() {
        String rows =
                "fund-d1-1,65.00,2026-07-16,paid\nfund-d2-1,19.99,2026-07-16,paid\nfund-d3-1,1.00,2026-07-16,paid\n";
        store.stopsAfter(2);
        assertThatThrownBy(() -> outcomes(rows)).isInstanceOf(MongoException.class);

        store.goesOn();
        ledger = start();

        assertThat(outcomes(rows)).containsExactly(ALREADY_PAID, ALREADY_PAID, PAID);
        assertThat(totals()).isEqualTo(new Totals(100_000, 0, 8_599));
    }

    @Test
    void the_same_file_sent_by_eight_at_once_to_two_processes_pays_once() {
        String rows =
                "fund-d1-1,65.00,2026-07-16,paid\nfund-d2-1,19.99,2026-07-16,paid\nfund-d3-1,1.00,2026-07-16,paid\n";
        List<FundLedger> processes = List.of(ledger, start());

        CompletableFuture.allOf(IntStream.range(0, 8)
                        .mapToObj(i ->
                                CompletableFuture.runAsync(() -> new Payments("fund", processes.get(i % 2), store)
                                        .reconcile(HEADER + rows, FINANCE, TODAY)))
                        .toArray(CompletableFuture[]::new))
                .join();

        assertThat(totals()).isEqualTo(new Totals(100_000, 0, 8_599));
        assertThat(store.size()).isEqualTo(7 + 3);
        assertThat(LedgerProof.of("fund", store).holds()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "reference,amount,date\n",
                "reference,amount,date,status,status\n",
                "reference,amount,date,status\n\"fund-d1-1,65.00",
                "{\"not\":\"csv\"}"
            })
    void what_is_no_such_file_is_refused_and_changes_nothing(String csv) {
        assertThatThrownBy(() -> payments().reconcile(csv, FINANCE, TODAY)).isInstanceOf(Refusal.class);
        assertThat(totals().paid()).isZero();
    }

    @Test
    void more_than_500_rows_are_refused_before_any_is_carried_out() {
        String row = "fund-d1-1,65.00,2026-07-16,paid\n";

        assertThatThrownBy(() -> outcomes(row.repeat(501)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("500");
        assertThat(totals().paid()).isZero();
        assertThat(outcomes(row.repeat(500))).startsWith(PAID, ALREADY_PAID).hasSize(500);
    }

    @Test
    void columns_may_stand_in_any_order_with_others_between_and_a_byte_order_mark() {
        assertThat(payments()
                        .reconcile(
                                "\uFEFFStatus,Bank,Reference,Amount,Date\r\n"
                                        + "paid,\"a, b\",fund-d1-1,65.00,2026-07-01\r\n",
                                FINANCE,
                                TODAY))
                .extracting(Payments.Answer::outcome)
                .containsExactly(PAID);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void garbage_pays_nothing_and_never_fails(long seed) {
        Random random = new Random(seed);
        String signs = "fund-d1,.65029\"'\r\n=;\t\u00A3\uFEFF";
        for (int i = 0; i < 2_000; i++) {
            StringBuilder rows = new StringBuilder(HEADER);
            for (int j = random.nextInt(80); j > 0; j--) {
                rows.append(signs.charAt(random.nextInt(signs.length())));
            }
            try {
                assertThat(payments().reconcile(rows.toString(), FINANCE, TODAY))
                        .as("seed %d, file %d", seed, i)
                        .extracting(Payments.Answer::outcome)
                        .doesNotContain(PAID);
            } catch (Refusal refused) {
                assertThat(refused).hasMessageContaining("csv");
            }
        }
        assertThat(totals().paid()).isZero();
    }
}
