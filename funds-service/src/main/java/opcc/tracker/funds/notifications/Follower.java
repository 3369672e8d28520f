package opcc.tracker.funds.notifications;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import opcc.tracker.funds.draws.Draw;
import opcc.tracker.funds.draws.FundLedger;
import opcc.tracker.funds.draws.FundLedgers;
import opcc.tracker.funds.draws.FundState;
import opcc.tracker.funds.ledger.Entry;
import opcc.tracker.funds.ledger.EntryStore;
import opcc.tracker.kit.calendar.FinancialYear;
import opcc.tracker.v1.ChannelEnum.Channel;
import opcc.tracker.v1.OccasionEnum.Occasion;

/**
 * Follows the funds' ledgers and puts into the outbox what they give occasion to tell. The ledger is the truth: first the
 * notifications are put in, then how far the ledger was followed is noted. A crash in between repeats the first, which
 * changes nothing, since a notification's id follows from its entry. Any number of replicas may follow.
 */
final class Follower {

    private static final int READ = 500;

    private final FundLedgers ledgers;
    private final EntryStore entries;
    private final ContactsStore contactsStore;
    private final FollowedStore followed;
    private final OutboxStore outbox;
    private final OfficeHours office;
    private final Clock clock;

    Follower(
            FundLedgers ledgers,
            EntryStore entries,
            ContactsStore contactsStore,
            FollowedStore followed,
            OutboxStore outbox,
            OfficeHours office,
            Clock clock) {
        this.ledgers = ledgers;
        this.entries = entries;
        this.contactsStore = contactsStore;
        this.followed = followed;
        this.outbox = outbox;
        this.office = office;
        this.clock = clock;
    }

    /** Tells of what was recorded since the last time. A fund without contacts is left to the {@link #sweep}. */
    void follow(String fund) {
        Contacts contacts = contactsStore.find(fund);
        if (!contacts.people().isEmpty()) {
            followEntries(contacts);
        }
    }

    /** Follows the fund, and tells of emergencies that have become overdue. */
    void sweep(String fund) {
        // Before the contacts: what is recorded after somebody became one must not be passed over.
        long last = ledgers.of(fund).read(FundState::lastSequence);
        Contacts contacts = contactsStore.find(fund);
        if (contacts.people().isEmpty()) {
            long from = followed.of(fund).sequence();
            if (last > from) {
                followed.advance(fund, from, last);
            }
            return;
        }
        followEntries(contacts);
        followOverdue(contacts);
    }

    private void followEntries(Contacts contacts) {
        String fund = contacts.fund();
        long at = followed.of(fund).sequence();
        for (List<Entry> next = next(fund, at); !next.isEmpty(); next = next(fund, at)) {
            tell(contacts, next);
            long to = next.getLast().sequence();
            at = followed.advance(fund, at, to) ? to : followed.of(fund).sequence();
        }
    }

    /** Up to the first gap, should the store show entries out of order. */
    private List<Entry> next(String fund, long at) {
        List<Entry> next = new ArrayList<>();
        for (Entry entry : entries.next(fund, at, READ)) {
            if (entry.sequence() != at + next.size() + 1) {
                break;
            }
            next.add(entry);
        }
        return next;
    }

    /** Tells of those entries whose draws still wait: what was decided in the meantime needs nobody. */
    private void tell(Contacts contacts, List<Entry> next) {
        List<Entry> telling =
                next.stream().filter(entry -> Occasions.of(entry).isPresent()).toList();
        if (telling.isEmpty()) {
            return;
        }
        Map<String, Draw> draws = ledgers.of(contacts.fund())
                .read(state -> telling.stream()
                        .map(entry -> entry.fact().draw())
                        .distinct()
                        .flatMap(draw -> state.find(draw).stream())
                        .collect(Collectors.toMap(Draw::id, draw -> draw)));
        for (Entry entry : telling) {
            Draw draw = draws.get(entry.fact().draw());
            if (draw != null) {
                Occasions.of(entry)
                        .filter(occasion -> Occasions.isOpen(occasion, draw, FinancialYear.today(clock)))
                        .ifPresent(occasion -> put(contacts, occasion, draw, entry.sequence()));
            }
        }
    }

    private void followOverdue(Contacts contacts) {
        FundLedger ledger = ledgers.of(contacts.fund());
        List<Draw> overdue = ledger.read(state -> state.draws()
                .filter(draw -> draw.isOverdue(FinancialYear.today(clock)))
                .toList());
        if (overdue.isEmpty()) {
            return;
        }
        var told = followed.of(contacts.fund()).overdue();
        for (Draw draw : overdue) {
            if (!told.contains(draw.id())) {
                put(contacts, Occasion.RATIFICATION_OVERDUE, draw, draw.lastSequence());
                followed.toldOverdue(contacts.fund(), draw.id());
            }
        }
    }

    private void put(Contacts contacts, Occasion occasion, Draw draw, long sequence) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        boolean byTextToo = Occasions.isPressing(occasion, draw) && office.isClosed(now);
        contacts.people().stream()
                .filter(contact -> Occasions.concerns(draw, contact.user()))
                .flatMap(contact -> Stream.of(Channel.EMAIL, Channel.TEXT)
                        .filter(channel -> channel == Channel.EMAIL || byTextToo)
                        .filter(channel -> !contact.address(channel).isEmpty())
                        .map(channel -> Notification.of(sequence, draw, occasion, channel, contact, now)))
                .forEach(outbox::put);
    }
}
