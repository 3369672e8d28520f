package opcc.tracker.funds.api;

import io.grpc.stub.StreamObserver;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import opcc.tracker.funds.notifications.Contact;
import opcc.tracker.funds.notifications.Contacts;
import opcc.tracker.funds.notifications.ContactsStore;
import opcc.tracker.funds.notifications.Notification;
import opcc.tracker.funds.notifications.Notifications;
import opcc.tracker.funds.notifications.OutboxStore;
import opcc.tracker.funds.register.FundRegister;
import opcc.tracker.kit.authentication.Caller;
import opcc.tracker.kit.idempotency.Command;
import opcc.tracker.kit.paging.Page;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.kit.serving.Unary;
import opcc.tracker.v1.GetContactsRequest;
import opcc.tracker.v1.ListNotificationsRequest;
import opcc.tracker.v1.ListNotificationsResponse;
import opcc.tracker.v1.NotificationStateEnum.NotificationState;
import opcc.tracker.v1.NotificationsServiceGrpc;
import opcc.tracker.v1.UpdateContactsRequest;
import org.springframework.stereotype.Service;

/** The calls of {@code NotificationsService}. Who may make them was decided before, by their access options. */
@Service
final class NotificationsEndpoint extends NotificationsServiceGrpc.NotificationsServiceImplBase {

    private final FundRegister register;
    private final ContactsStore contacts;
    private final OutboxStore outbox;
    private final Notifications notifications;
    private final Clock clock;

    NotificationsEndpoint(
            FundRegister register,
            ContactsStore contacts,
            OutboxStore outbox,
            Notifications notifications,
            Clock clock) {
        this.register = register;
        this.contacts = contacts;
        this.outbox = outbox;
        this.notifications = notifications;
        this.clock = clock;
    }

    @Override
    public void getContacts(GetContactsRequest request, StreamObserver<opcc.tracker.v1.Contacts> observer) {
        Unary.answer(observer, answer(contacts.find(require(request.getName()))));
    }

    @Override
    public void updateContacts(UpdateContactsRequest request, StreamObserver<opcc.tracker.v1.Contacts> observer) {
        opcc.tracker.v1.Contacts asked = request.getContacts();
        String fund = require(asked.getName());
        Contacts present = contacts.find(fund);
        Contacts next = new Contacts(
                fund,
                present.version() + 1,
                people(asked),
                Caller.current().name(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                Command.current());
        Unary.answer(observer, answer(contacts.set(next, asked.getEtag(), Command.current())));
    }

    @Override
    public void listNotifications(
            ListNotificationsRequest request, StreamObserver<ListNotificationsResponse> observer) {
        String fund = Names.requireFundId(request.getParent());
        Page page = Page.of(request.getPageSize(), request.getPageToken());
        Page.Cut<Notification> cut = page.cut(after(fund, page), each -> each.sequence() + " " + each.id());
        Unary.answer(
                observer,
                ListNotificationsResponse.newBuilder()
                        .addAllNotifications(cut.items().stream()
                                .map(NotificationsEndpoint::answer)
                                .toList())
                        .setNextPageToken(cut.nextPageToken())
                        .addAllNotes(notes(fund))
                        .build());
    }

    private String require(String name) {
        String fund = Names.requireContactsFundId(name);
        return register.find(fund).orElseThrow(() -> Refusal.notFound(name)).id();
    }

    private static List<Contact> people(opcc.tracker.v1.Contacts asked) {
        if (asked.getEtag().isEmpty()) {
            throw Refusal.invalid("contacts.etag", "is missing");
        }
        Set<String> users = new HashSet<>();
        List<Contact> people = new ArrayList<>();
        for (int i = 0; i < asked.getContactsCount(); i++) {
            opcc.tracker.v1.Contact contact = asked.getContacts(i);
            if (!users.add(contact.getUser().toLowerCase(Locale.ROOT))) {
                throw Refusal.invalid("contacts.contacts[" + i + "].user", "is named twice");
            }
            people.add(new Contact(contact.getUser(), contact.getEmail(), contact.getMobile()));
        }
        return people;
    }

    private List<Notification> after(String fund, Page page) {
        if (page.after().isEmpty()) {
            return outbox.after(fund, Long.MAX_VALUE, "", page.size() + 1);
        }
        String[] parts = page.after().split(" ");
        if (parts.length != 2) {
            throw Page.notAToken();
        }
        try {
            return outbox.after(fund, Long.parseLong(parts[0]), fund + "/" + parts[1], page.size() + 1);
        } catch (NumberFormatException e) {
            throw Page.notAToken();
        }
    }

    private List<String> notes(String fund) {
        List<String> notes = new ArrayList<>();
        if (!notifications.canSend()) {
            notes.add("No key of GOV.UK Notify is set: nothing is sent, and notifications wait.");
        }
        if (contacts.find(fund).people().isEmpty()) {
            notes.add("The fund has no contacts: nobody is told of its draws.");
        }
        return notes;
    }

    private static opcc.tracker.v1.Contacts answer(Contacts contacts) {
        var answer = opcc.tracker.v1.Contacts.newBuilder()
                .setName(contacts.name())
                .setEtag(contacts.etag())
                .setAuthor(contacts.author());
        contacts.people()
                .forEach(contact -> answer.addContacts(opcc.tracker.v1.Contact.newBuilder()
                        .setUser(contact.user())
                        .setEmail(contact.email())
                        .setMobile(contact.mobile())));
        Instant updatedAt = contacts.updatedAt();
        return updatedAt == null
                ? answer.build()
                : answer.setUpdateTime(Answers.timestamp(updatedAt)).build();
    }

    private static opcc.tracker.v1.Notification answer(Notification notification) {
        var answer = opcc.tracker.v1.Notification.newBuilder()
                .setName(notification.name())
                .setDraw(notification.drawName())
                .setOccasion(notification.occasion())
                .setChannel(notification.channel())
                .setUser(notification.user())
                .setMaskedAddress(notification.maskedAddress())
                .setState(notification.state())
                .setAttempts(notification.attempts())
                .setReason(notification.reason())
                .setCreateTime(Answers.timestamp(notification.queuedAt()));
        Instant sentAt = notification.sentAt();
        if (sentAt != null) {
            answer.setSendTime(Answers.timestamp(sentAt));
        }
        if (notification.state() == NotificationState.QUEUED) {
            answer.setNextAttemptTime(Answers.timestamp(notification.due()));
        }
        return answer.build();
    }
}
