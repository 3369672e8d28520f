package opcc.tracker.funds.notifications;

import java.time.LocalDate;
import java.util.Optional;
import opcc.tracker.funds.draws.Draw;
import opcc.tracker.funds.ledger.Entry;
import opcc.tracker.v1.DrawStateEnum.DrawState;
import opcc.tracker.v1.OccasionEnum.Occasion;
import opcc.tracker.v1.UrgencyEnum.Urgency;

/** Of what approvers are told, who of them is, and for how long it matters. */
final class Occasions {

    private Occasions() {}

    /** What an entry gives occasion to tell; most give none. */
    static Optional<Occasion> of(Entry entry) {
        return switch (entry.fact().kind()) {
            case REQUESTED -> Optional.of(Occasion.DRAW_REQUESTED);
            case FIRST_APPROVED -> Optional.of(Occasion.SECOND_APPROVAL_NEEDED);
            case EMERGENCY_REQUESTED -> Optional.of(Occasion.EMERGENCY_SPENT);
            default -> Optional.empty();
        };
    }

    /** Whether the draw still waits for what the occasion asks of approvers. */
    static boolean isOpen(Occasion occasion, Draw draw, LocalDate today) {
        return switch (occasion) {
            case DRAW_REQUESTED -> draw.state() == DrawState.REQUESTED;
            case SECOND_APPROVAL_NEEDED -> draw.state() == DrawState.AWAITING_SECOND_APPROVAL;
            case EMERGENCY_SPENT -> draw.state() == DrawState.AWAITING_RATIFICATION;
            case RATIFICATION_OVERDUE -> draw.isOverdue(today);
            default -> throw new IllegalArgumentException("no occasion: " + occasion);
        };
    }

    /** Whether this user may do something about the draw: neither asked for it nor has agreed to it already. */
    static boolean concerns(Draw draw, String user) {
        return !draw.requester().name().equalsIgnoreCase(user)
                && draw.decisions().stream()
                        .noneMatch(decided -> decided.approver().name().equalsIgnoreCase(user));
    }

    /** Whether it may disturb somebody out of hours: what is overdue waits for the morning. */
    static boolean isPressing(Occasion occasion, Draw draw) {
        return occasion != Occasion.RATIFICATION_OVERDUE && draw.request().urgency() == Urgency.TONIGHT;
    }
}
