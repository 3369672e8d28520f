package opcc.tracker.funds.draws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import opcc.tracker.funds.approvals.Policy;
import opcc.tracker.funds.ledger.Actor;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.v1.DrawCategoryEnum.DrawCategory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an officer reads when the rules say no, word by word: the reason with the figures that it was decided on. */
class EveryRefusalTest {

    private static final Policy POLICY = new Policy(
            0,
            100_000,
            Map.of("users/finance2.westmercia", 5_000L),
            20_000,
            Map.of(DrawCategory.ACCOMMODATION, 9_000L),
            12_000,
            3,
            90,
            0);

    /** Reasons of this module that other tests hold word by word. */
    private static final Set<String> ELSEWHERE = Set.of(
            "YEAR_NOT_OVER", // RingFenceTest, as the next six
            "YEAR_CLOSED",
            "EXCEEDS_UNSPENT",
            "NOTHING_ALLOCATED",
            "FUND_HOLDS_MONEY",
            "FUND_CLOSED",
            "INSUFFICIENT_FUNDS",
            "BUDGET_OVER_ALLOCATION", // BudgetRulesTest
            "VIREMENT_EXCEEDS_REMAINING",
            "VIREMENT_STATE",
            "RECEIPT_LIMIT", // ReceiptsIT
            "LEDGER_UNREADABLE", // TakenPlaceTest
            "AREA_NOT_YOURS", // SpendIT
            "CANCELLED"); // nobody: the caller has gone

    private record Case(String reason, String words, List<FundCommand> given, FundCommand refused, Actor by) {
        @Override
        public String toString() {
            return reason + ": " + words;
        }
    }

    private static Case refused(String reason, String words, FundCommand command, FundCommand... given) {
        return new Case(reason, words, List.of(given), command, Commands.FINANCE);
    }

    private static FundCommand allocated() {
        return Commands.allocate(50_000);
    }

    static Stream<Case> cases() {
        FundCommand asked = Commands.request(8_000);
        FundCommand approved = Commands.approve("d1");
        return Stream.of(
                refused(
                        "EXCEEDS_RESERVED",
                        "You want to pay £90.00, but only £50.00 of this draw is still to be paid (£80.00 approved,"
                                + " £30.00 paid).",
                        Commands.pay("d1", 9_000),
                        allocated(),
                        asked,
                        approved,
                        Commands.pay("d1", 3_000)),
                refused(
                        "EXCEEDS_PAID",
                        "A refund of £70.00 is more than the £60.00 that this draw has paid out and not got back"
                                + " (£20.00 came back before).",
                        new FundCommand.Refund("d1", "", 7_000),
                        allocated(),
                        asked,
                        approved,
                        Commands.pay("d1", 8_000),
                        new FundCommand.Refund("d1", "", 2_000)),
                refused(
                        "DRAW_STATE",
                        "Only a draw that is requested or awaiting second approval can be approved;"
                                + " \"funds/fund/draws/d1\" is approved.",
                        approved,
                        allocated(),
                        asked,
                        approved),
                refused(
                        "NOT_LAPSED",
                        "The reservation of \"funds/fund/draws/d1\" is still good until 2026-10-13T10:00:00Z.",
                        new FundCommand.Lapse("d1", ""),
                        allocated(),
                        asked,
                        approved),
                refused(
                        "AMOUNT_TOO_LARGE",
                        "The fund can't hold £92,233,720,368,547,758.07 more than the £500.00 that it holds.",
                        Commands.allocate(Long.MAX_VALUE),
                        allocated()),
                new Case(
                        "APPROVER_LIMIT",
                        "The draw asks for £80.00, and you may approve up to £50.00. Somebody with a higher limit must"
                                + " decide.",
                        List.of(allocated(), asked),
                        approved,
                        Commands.SECOND_FINANCE),
                refused(
                        "SECOND_APPROVER",
                        "You gave the first of two approvals. The second must come from somebody else.",
                        new FundCommand.Approve("d1", "", "no other bed", Commands.ANY_STREAM, false),
                        allocated(),
                        Commands.request(21_000),
                        new FundCommand.Approve("d1", "", "no other bed", Commands.ANY_STREAM, false)),
                refused(
                        "CATEGORY_CAP",
                        "This is over the cap: £95.00 for accommodation, capped at £90.00 each. Give a reason"
                                + " (overCapReason); a second approver must then agree.",
                        approved,
                        allocated(),
                        Commands.request(9_500)),
                refused(
                        "EMERGENCY_LIMIT",
                        "An emergency may spend up to £120.00 of this fund, and this is £130.00. Ask for the draw"
                                + " without \"emergency\" and have it approved.",
                        Commands.spendFirst(13_000),
                        allocated()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void says_why_with_the_figures(Case each) {
        FundState state = new FundState("fund");
        give(state, new FundCommand.SetPolicy(POLICY, "0"), Commands.FINANCE);
        each.given().forEach(command -> give(state, command, Commands.FINANCE));

        assertThatThrownBy(() -> give(state, each.refused(), each.by()))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.status()
                                        .getDetails(0)
                                        .getValue()
                                        .toStringUtf8())
                                .as("ErrorInfo")
                                .contains(each.reason()))
                .hasMessage(each.words());
    }

    @Test
    void a_fund_without_emergencies_says_so() {
        FundState state = new FundState("fund");
        give(
                state,
                new FundCommand.SetPolicy(new Policy(0, 1, Map.of(), 1, Map.of(), 0, 3, 90, 0), "0"),
                Commands.FINANCE);

        assertThatThrownBy(() -> give(state, Commands.spendFirst(1), Commands.FINANCE))
                .hasMessage("This fund allows no emergency spending: ask for the draw and have it approved first.");
    }

    private static void give(FundState state, FundCommand command, Actor by) {
        Instant now = Commands.CLOCK.instant();
        String key = "command " + state.lastSequence();
        state.apply(state.next(DrawRules.decide(state, command, by, now, Commands.key(key))));
    }

    @Test
    void no_reason_is_left_out_here() throws IOException {
        Set<String> tested = cases().map(Case::reason).collect(Collectors.toCollection(TreeSet::new));
        tested.addAll(ELSEWHERE);

        assertThat(reasonsInTheSources()).isEqualTo(tested);
    }

    private static Set<String> reasonsInTheSources() throws IOException {
        Pattern reason = Pattern.compile("Refusal\\.(?:precondition|denied|of)\\(\\s*(?:Code\\.\\w+,\\s*)?\"(\\w+)\"");
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            Set<String> reasons = new TreeSet<>();
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                reason.matcher(Files.readString(file))
                        .results()
                        .map((MatchResult match) -> match.group(1))
                        .forEach(reasons::add);
            }
            return reasons;
        }
    }
}
