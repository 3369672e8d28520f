package opcc.tracker.funds.api;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import opcc.tracker.funds.budgets.Budgets;
import opcc.tracker.funds.draws.Draw;
import opcc.tracker.kit.calendar.FinancialYear;
import opcc.tracker.v1.Queue;
import opcc.tracker.v1.QueueItem;

/** What waits for finance, the most pressing first: overdue, then urgent, then old. */
final class WaitingDraws {

    private final Instant now;
    private final LocalDate today;

    private WaitingDraws(Instant now) {
        this.now = now;
        this.today = LocalDate.ofInstant(now, FinancialYear.LONDON);
    }

    static WaitingDraws at(Instant now) {
        return new WaitingDraws(now);
    }

    Queue answer(Stream<Draw> draws, Budgets budgets) {
        List<Draw> waiting = draws.filter(draw -> !awaiting(draw).isEmpty())
                .sorted(Comparator.comparing((Draw draw) -> !draw.isOverdue(today))
                        .thenComparing(draw -> draw.request().urgency(), Comparator.reverseOrder())
                        .thenComparing(Draw::requestedAt))
                .toList();
        return Queue.newBuilder()
                .addAllItems(waiting.stream().map(draw -> item(draw, budgets)).toList())
                .setOverdueCount(Math.toIntExact(
                        waiting.stream().filter(draw -> draw.isOverdue(today)).count()))
                .setAmountPence(waiting.stream().mapToLong(Draw::amount).reduce(0, Math::addExact))
                .build();
    }

    private QueueItem item(Draw draw, Budgets budgets) {
        String year = FinancialYear.of(today).toString();
        return QueueItem.newBuilder()
                .setDraw(Answers.draw(draw, today))
                .setAwaiting(awaiting(draw))
                .setAgeHours(Duration.between(draw.requestedAt(), now).toHours())
                .addAllOverBudgetCategories(budgets.overBudget(year, draw.request(), draw.reserved() > 0))
                .build();
    }

    private static String awaiting(Draw draw) {
        return switch (draw.state()) {
            case REQUESTED -> "approval";
            case AWAITING_SECOND_APPROVAL -> "a second approver";
            case AWAITING_RATIFICATION -> "ratification";
            case APPROVED -> "payment";
            default -> "";
        };
    }
}
