package opcc.tracker.funds.notifications;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import opcc.tracker.funds.draws.FundCommand;
import opcc.tracker.funds.draws.FundLedgers;
import opcc.tracker.funds.ledger.Actor;
import opcc.tracker.funds.ledger.MongoEntryStore;
import opcc.tracker.funds.register.Fund;
import opcc.tracker.funds.register.FundRegister;
import opcc.tracker.kit.idempotency.Command;
import opcc.tracker.kit.testing.TestMongo;
import org.jspecify.annotations.Nullable;

/** The parts of a process that record draws and tell of them, without the rest of it. */
final class Replica implements AutoCloseable {

    static final String FUND = "wm-emergency";
    static final Duration READ_TIMEOUT = Duration.ofMillis(400);

    /** A clock that stands still until it is set. */
    static final class Hands extends Clock {
        private final AtomicReference<Instant> now;

        Hands(Instant now) {
            this.now = new AtomicReference<>(now);
        }

        void set(Instant instant) {
            now.set(instant);
        }

        void forward(Duration duration) {
            now.updateAndGet(instant -> instant.plus(duration));
        }

        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("give the zone where the time is read");
        }
    }

    final FundLedgers ledgers;
    final Notifications notifications;
    final ContactsStore contacts;
    final OutboxStore outbox;
    private final FundRegister register;
    private final Clock clock;

    /** A process that tells by {@code notify}; null if it has no key. */
    Replica(TestMongo mongo, Clock clock, @Nullable NotifyDouble notify) {
        var database = mongo.database();
        var entries = new MongoEntryStore(database);
        this.clock = clock;
        this.register = new FundRegister(database);
        this.ledgers = new FundLedgers(entries, clock);
        this.contacts = new ContactsStore(database);
        this.outbox = new OutboxStore(database);
        OfficeHours office = new OfficeHours(LocalTime.of(8, 0), LocalTime.of(18, 0));
        Follower follower =
                new Follower(ledgers, entries, contacts, new FollowedStore(database), outbox, office, clock);
        Notify by = notify == null
                ? null
                : new GovUkNotify(new GovUkNotify.Settings(
                        NotifyDouble.API_KEY,
                        notify.baseUrl(),
                        NotifyDouble.EMAIL_TEMPLATE,
                        NotifyDouble.TEXT_TEMPLATE,
                        Duration.ofSeconds(3),
                        READ_TIMEOUT));
        this.notifications =
                new Notifications(register, follower, new Sender(by, outbox, contacts, register, ledgers, clock));
    }

    void open(String displayName) {
        register.open(new Fund(FUND, displayName, "west-mercia", List.of(), false, clock.instant(), anyCommand()));
    }

    void tells(Contact... people) {
        Contacts present = contacts.find(FUND);
        Command command = anyCommand();
        contacts.set(
                new Contacts(FUND, present.version() + 1, List.of(people), "users/finance", clock.instant(), command),
                present.etag(),
                command);
    }

    /** Carries a command out as an endpoint does. */
    void record(Actor actor, FundCommand command) {
        recordUnseen(actor, command);
        notifications.wake(FUND);
    }

    /** Carries a command out, and ends before anything else could be done. */
    void recordUnseen(Actor actor, FundCommand command) {
        ledgers.of(FUND).record(command, actor, anyCommand());
    }

    List<Notification> outbox() {
        return outbox.after(FUND, Long.MAX_VALUE, "", 1000);
    }

    private static Command anyCommand() {
        return new Command(UUID.randomUUID().toString(), "hash of the request");
    }

    @Override
    public void close() {
        notifications.close();
    }
}
