package opcc.tracker.funds.notifications;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import opcc.tracker.funds.draws.Draw;
import opcc.tracker.funds.ledger.Pounds;
import opcc.tracker.funds.register.Fund;
import opcc.tracker.kit.calendar.FinancialYear;
import opcc.tracker.v1.OccasionEnum.Occasion;
import opcc.tracker.v1.UrgencyEnum.Urgency;

/**
 * What is put into the templates at Notify. Only figures, names of ours and fixed words: nothing that the requester wrote,
 * since that leaves the tracker and might name somebody.
 */
final class Wording {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE d MMMM yyyy", Locale.UK);

    private Wording() {}

    /** The values of the templates' placeholders. */
    static Map<String, String> of(Occasion occasion, Fund fund, Draw draw) {
        return Map.of(
                "what", what(occasion),
                "fund", fund.displayName(),
                "draw", draw.id() + " (" + draw.name() + ")",
                "amount", Pounds.of(draw.amount()),
                "urgency", urgency(draw),
                "by_when", byWhen(occasion, draw),
                "to_do", toDo(occasion));
    }

    private static String what(Occasion occasion) {
        return switch (occasion) {
            case DRAW_REQUESTED -> "A draw waits for your decision";
            case SECOND_APPROVAL_NEEDED -> "A draw waits for a second approval";
            case EMERGENCY_SPENT -> "An emergency was spent and must be ratified";
            case RATIFICATION_OVERDUE -> "An emergency is overdue for ratification";
            default -> throw new IllegalArgumentException("no occasion: " + occasion);
        };
    }

    private static String toDo(Occasion occasion) {
        return switch (occasion) {
            case DRAW_REQUESTED -> "Sign in to the tracker and approve or reject it.";
            case SECOND_APPROVAL_NEEDED -> "One approver has agreed. Sign in to the tracker and approve or reject it.";
            default -> "Sign in to the tracker and ratify or reject it.";
        };
    }

    private static String urgency(Draw draw) {
        return draw.isEmergency()
                ? "emergency"
                : draw.request().urgency().name().toLowerCase(Locale.ROOT);
    }

    private static String byWhen(Occasion occasion, Draw draw) {
        LocalDate ratifyBy = draw.ratifyBy();
        if (ratifyBy != null) {
            return (occasion == Occasion.RATIFICATION_OVERDUE ? "It was due by the end of " : "By the end of ")
                    + ratifyBy.format(DAY);
        }
        Urgency urgency = draw.request().urgency();
        return switch (urgency) {
            case TONIGHT -> "Now";
            case URGENT ->
                "By the end of "
                        + LocalDate.ofInstant(draw.requestedAt(), FinancialYear.LONDON)
                                .format(DAY);
            default -> "Within some days";
        };
    }
}
