package opcc.tracker.funds.notifications;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import opcc.tracker.funds.draws.Draw;
import opcc.tracker.funds.draws.FundLedgers;
import opcc.tracker.funds.register.Fund;
import opcc.tracker.funds.register.FundRegister;
import opcc.tracker.kit.calendar.FinancialYear;
import opcc.tracker.v1.NotificationStateEnum.NotificationState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is due in the outbox. A message that may have been sent before, by an attempt whose end is not known, is first
 * looked for at Notify by its reference, so that nobody is told twice.
 */
final class Sender {

    private static final Logger log = LoggerFactory.getLogger(Sender.class);
    private static final int AT_ONCE = 4;

    /** Longer than an attempt takes: twice Notify's time-outs, and the store's. */
    private static final Duration LEASE = Duration.ofMinutes(1);

    private static final Duration LIMIT = Duration.ofHours(24);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
    private static final int MOST_DOUBLINGS = 10;

    private final @Nullable Notify notify;
    private final OutboxStore outbox;
    private final ContactsStore contacts;
    private final FundRegister register;
    private final FundLedgers ledgers;
    private final Clock clock;
    private final Semaphore free = new Semaphore(AT_ONCE);
    private volatile Instant pausedUntil = Instant.EPOCH;
    private volatile boolean stopped;

    /** Sends by {@code notify}; null sends nothing. */
    Sender(
            @Nullable Notify notify,
            OutboxStore outbox,
            ContactsStore contacts,
            FundRegister register,
            FundLedgers ledgers,
            Clock clock) {
        this.notify = notify;
        this.outbox = outbox;
        this.contacts = contacts;
        this.register = register;
        this.ledgers = ledgers;
        this.clock = clock;
    }

    /** Whether there is a way to send anything. */
    boolean canSend() {
        return notify != null;
    }

    /** Sends what is due, without waiting for it. */
    void wake() {
        Notify by = notify;
        if (by != null && !stopped && free.tryAcquire()) {
            Thread.ofVirtual().name("notify").start(() -> {
                try {
                    sendDue(by);
                } finally {
                    free.release();
                }
            });
        }
    }

    /** Begins no further message. What is being sent and not noted is looked for by the next process. */
    void stop() {
        stopped = true;
    }

    private void sendDue(Notify by) {
        try {
            while (!stopped && !clock.instant().isBefore(pausedUntil)) {
                var claimed = outbox.claim(clock.instant(), LEASE);
                if (claimed.isEmpty()) {
                    return;
                }
                // Others may be due, too.
                wake();
                settle(claimed.get(), attempt(by, claimed.get()));
            }
        } catch (RuntimeException e) {
            log.warn("notifications wait: {}", e.getClass().getSimpleName());
        }
    }

    private sealed interface Outcome {}

    private record Closed(NotificationState state, String reason) implements Outcome {}

    private record Answered(Notify.Answer answer) implements Outcome {}

    private Outcome attempt(Notify by, Notification notification) {
        if (notification.attempts() > 1) {
            Notify.Answer earlier = by.earlier(notification.reference());
            if (!(earlier instanceof Notify.Unknown)) {
                return new Answered(earlier);
            }
        }
        Fund fund = register.find(notification.fund()).orElseThrow();
        Draw draw = ledgers.of(fund.id())
                .read(state -> state.find(notification.draw()))
                .orElseThrow();
        if (!Occasions.isOpen(notification.occasion(), draw, FinancialYear.today(clock))) {
            return new Closed(NotificationState.NOT_NEEDED, "The draw was decided before.");
        }
        if (clock.instant().isAfter(notification.queuedAt().plus(LIMIT))) {
            return new Closed(NotificationState.FAILED, "It was not sent within 24 hours.");
        }
        String address = contacts.find(fund.id())
                .of(notification.user())
                .map(contact -> contact.address(notification.channel()))
                .orElse("");
        if (address.isEmpty()) {
            return new Closed(NotificationState.FAILED, "The fund's contacts have no such address any more.");
        }
        return new Answered(by.send(
                notification.channel(),
                address,
                Wording.of(notification.occasion(), fund, draw),
                notification.reference()));
    }

    private void settle(Notification notification, Outcome outcome) {
        switch (outcome) {
            case Closed(NotificationState state, String reason) -> outbox.close(notification, state, reason);
            case Answered(Notify.Taken _) -> outbox.sent(notification, clock.instant());
            case Answered(Notify.Rejected(String reason)) -> {
                log.warn("{} failed: {}", notification.name(), reason);
                outbox.close(notification, NotificationState.FAILED, reason);
            }
            case Answered(Notify.NotNow notNow) -> tryLater(notification, notNow);
            case Answered(Notify.Unknown _) -> throw new IllegalStateException("an answer to no question");
        }
    }

    private void tryLater(Notification notification, Notify.NotNow notNow) {
        Instant now = clock.instant();
        Duration pause = pause(notification.attempts());
        Instant due = now.plus(pause.compareTo(notNow.atLeast()) > 0 ? pause : notNow.atLeast());
        if (notNow.everybody()) {
            pausedUntil = now.plus(notNow.atLeast());
        }
        if (due.isAfter(notification.queuedAt().plus(LIMIT))) {
            log.warn("{} failed, it was tried for 24 hours: {}", notification.name(), notNow.reason());
            outbox.close(notification, NotificationState.FAILED, "It was tried for 24 hours. " + notNow.reason());
        } else {
            log.warn(
                    "{} is tried again at {}, attempt {} failed: {}",
                    notification.name(),
                    due,
                    notification.attempts(),
                    notNow.reason());
            outbox.again(notification, due, notNow.reason());
        }
    }

    /** Doubles with each attempt, less up to half of it by chance, so that not all come back at once. */
    private static Duration pause(int attempts) {
        long millis =
                Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(MOST_DOUBLINGS, attempts - 1));
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(millis / 2, millis + 1));
    }
}
