package opcc.tracker.funds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.rpc.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import opcc.tracker.funds.notifications.NotifyDouble;
import opcc.tracker.kit.testing.Refusals;
import opcc.tracker.kit.testing.RunningService;
import opcc.tracker.kit.testing.TestPerson;
import opcc.tracker.v1.ChannelEnum.Channel;
import opcc.tracker.v1.Contact;
import opcc.tracker.v1.Contacts;
import opcc.tracker.v1.CreateDrawRequest;
import opcc.tracker.v1.CreateFundRequest;
import opcc.tracker.v1.Draw;
import opcc.tracker.v1.DrawCategoryEnum.DrawCategory;
import opcc.tracker.v1.DrawLine;
import opcc.tracker.v1.Fund;
import opcc.tracker.v1.FundsServiceGrpc;
import opcc.tracker.v1.GetContactsRequest;
import opcc.tracker.v1.ListNotificationsRequest;
import opcc.tracker.v1.ListNotificationsResponse;
import opcc.tracker.v1.Notification;
import opcc.tracker.v1.NotificationStateEnum.NotificationState;
import opcc.tracker.v1.NotificationsServiceGrpc;
import opcc.tracker.v1.NotificationsServiceGrpc.NotificationsServiceBlockingStub;
import opcc.tracker.v1.OccasionEnum.Occasion;
import opcc.tracker.v1.UpdateContactsRequest;
import opcc.tracker.v1.UrgencyEnum.Urgency;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Whom a fund tells, and what it told, as callers see it. */
@ExtendWith(OutputCaptureExtension.class)
class NotificationsIT {

    private static final Instant NIGHT = Instant.parse("2026-07-15T01:00:00Z");
    private static final Contact FINANCE = Contact.newBuilder()
            .setUser("users/finance.west-mercia")
            .setEmail("fiona@westmercia.example")
            .setMobile("07700900111")
            .build();
    private static final Contact SECOND = Contact.newBuilder()
            .setUser("users/finance2.westmercia")
            .setEmail("samir@westmercia.example")
            .build();

    private static NotifyDouble notify;
    private static RunningService service;
    private static int funds;

    private final TestPerson finance = service.realm().finance("west-mercia");
    private final TestPerson officer = service.realm().requester("west-mercia");
    private final TestPerson auditor = service.realm().auditor("west-mercia");

    private String fund = "";

    @BeforeAll
    static void start() {
        notify = new NotifyDouble();
        service = RunningService.start(
                FundsApplication.class,
                Map.of(
                        "notify.api-key", NotifyDouble.API_KEY,
                        "notify.base-url", notify.baseUrl(),
                        "notify.email-template", NotifyDouble.EMAIL_TEMPLATE,
                        "notify.text-template", NotifyDouble.TEXT_TEMPLATE));
    }

    @AfterAll
    static void stop() {
        service.close();
        notify.close();
    }

    @BeforeEach
    void given_a_fund() {
        service.setNow(NIGHT);
        notify.works();
        fund = open(service, finance);
    }

    private static String open(RunningService service, TestPerson finance) {
        return finance.calling(FundsServiceGrpc.newBlockingStub(service.channel()))
                .createFund(CreateFundRequest.newBuilder()
                        .setFundId("notifying-" + ++funds)
                        .setFund(Fund.newBuilder()
                                .setDisplayName("Accommodation fund")
                                .setArea("west-mercia"))
                        .build())
                .getName();
    }

    private static NotificationsServiceBlockingStub as(TestPerson person) {
        return person.calling(NotificationsServiceGrpc.newBlockingStub(service.channel()));
    }

    private UpdateContactsRequest contacts(String etag, Contact... people) {
        return UpdateContactsRequest.newBuilder()
                .setContacts(Contacts.newBuilder()
                        .setName(fund + "/contacts")
                        .setEtag(etag)
                        .addAllContacts(List.of(people)))
                .build();
    }

    private Contacts read(TestPerson person) {
        return as(person)
                .getContacts(GetContactsRequest.newBuilder()
                        .setName(fund + "/contacts")
                        .build());
    }

    private ListNotificationsResponse list(TestPerson person) {
        return as(person)
                .listNotifications(
                        ListNotificationsRequest.newBuilder().setParent(fund).build());
    }

    private static Draw ask(RunningService service, TestPerson person, String fund) {
        return person.calling(FundsServiceGrpc.newBlockingStub(service.channel()))
                .createDraw(CreateDrawRequest.newBuilder()
                        .setParent(fund)
                        .setDraw(Draw.newBuilder()
                                .setReason("words-of-the-officer")
                                .setUrgency(Urgency.TONIGHT)
                                .addLines(DrawLine.newBuilder()
                                        .setCategory(DrawCategory.FOOD)
                                        .setQuantity(1)
                                        .setUnitPricePence(1_250)))
                        .build());
    }

    @Test
    void approvers_are_told_at_once_and_auditors_see_that_without_addresses(CapturedOutput output) {
        as(finance).updateContacts(contacts("0", FINANCE, SECOND));

        Draw draw = ask(service, officer, fund);

        await().atMost(Duration.ofSeconds(3))
                .untilAsserted(() -> assertThat(list(auditor).getNotificationsList())
                        .hasSize(3)
                        .allMatch(each -> each.getState() == NotificationState.SENT));
        assertThat(notify.told()).contains("fiona@westmercia.example", "samir@westmercia.example", "07700900111");
        assertThat(list(finance).getNotificationsList())
                .allSatisfy(each -> {
                    assertThat(each.getDraw()).isEqualTo(draw.getName());
                    assertThat(each.getOccasion()).isEqualTo(Occasion.DRAW_REQUESTED);
                    assertThat(each.getAttempts()).isEqualTo(1);
                    assertThat(each.hasSendTime()).isTrue();
                    assertThat(each.hasNextAttemptTime()).isFalse();
                })
                .extracting(Notification::getUser, Notification::getChannel, Notification::getMaskedAddress)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(
                                "users/finance.west-mercia", Channel.EMAIL, "f***@westmercia.example"),
                        org.assertj.core.groups.Tuple.tuple("users/finance.west-mercia", Channel.TEXT, "********111"),
                        org.assertj.core.groups.Tuple.tuple(
                                "users/finance2.westmercia", Channel.EMAIL, "s***@westmercia.example"));
        assertThat(list(auditor).toString()).doesNotContain("fiona@", "samir@", "07700900111");
        assertThat(notify.wire()).noneMatch(sent -> sent.contains("words-of-the-officer"));
        assertThat(output.getAll()).doesNotContain("fiona@", "samir@", "07700900111", NotifyDouble.API_KEY);
    }

    @Test
    void notifications_are_listed_newest_first_in_pages() {
        as(finance).updateContacts(contacts("0", FINANCE));
        for (int i = 0; i < 3; i++) {
            ask(service, officer, fund);
        }
        await().untilAsserted(
                        () -> assertThat(list(auditor).getNotificationsList()).hasSize(6));

        List<String> pages = new java.util.ArrayList<>();
        ListNotificationsRequest.Builder asked =
                ListNotificationsRequest.newBuilder().setParent(fund).setPageSize(4);
        for (String token = "first"; !token.isEmpty(); asked.setPageToken(token)) {
            ListNotificationsResponse page = as(auditor).listNotifications(asked.build());
            page.getNotificationsList().forEach(each -> pages.add(each.getName()));
            token = page.getNextPageToken();
        }

        assertThat(pages)
                .doesNotHaveDuplicates()
                .isEqualTo(list(auditor).getNotificationsList().stream()
                        .map(Notification::getName)
                        .toList());
        assertThat(list(auditor).getNotificationsList())
                .extracting(Notification::getDraw)
                .startsWith(fund + "/draws/d3")
                .endsWith(fund + "/draws/d1");
    }

    @Nested
    class Contacts_of_a_fund {

        @Test
        void are_set_whole_by_finance_and_read_by_the_administrator() {
            assertThat(read(finance).getEtag()).isEqualTo("0");

            Contacts set = as(finance).updateContacts(contacts("0", FINANCE, SECOND));

            assertThat(set.getContactsList()).containsExactly(FINANCE, SECOND);
            assertThat(set.getAuthor()).isEqualTo("users/finance.west-mercia");
            assertThat(set.getEtag()).isEqualTo("1");
            assertThat(read(service.realm().administrator())).isEqualTo(set);
        }

        @Test
        void that_somebody_else_changed_are_not_overwritten() {
            as(finance).updateContacts(contacts("0", FINANCE));

            assertThat(Refusals.of(() -> as(finance).updateContacts(contacts("0", SECOND)))
                            .reason())
                    .isEqualTo("ETAG_MISMATCH");
            assertThat(as(finance).updateContacts(contacts("1", SECOND)).getContactsList())
                    .containsExactly(SECOND);
        }

        @Test
        void are_set_once_by_a_command_that_is_repeated() {
            NotificationsServiceBlockingStub keyed =
                    finance.calling(NotificationsServiceGrpc.newBlockingStub(service.channel()), "a-key-" + funds);

            Contacts first = keyed.updateContacts(contacts("0", FINANCE));

            assertThat(keyed.updateContacts(contacts("0", FINANCE))).isEqualTo(first);
            assertThat(read(finance).getEtag()).isEqualTo("1");
        }

        @Test
        void are_nobody_elses_business() {
            for (TestPerson person : List.of(auditor, officer, service.realm().commissioner("west-mercia"))) {
                assertThat(Refusals.of(() -> read(person)).reason()).isEqualTo("ROLE_REQUIRED");
                assertThat(Refusals.of(() -> as(person).updateContacts(contacts("0", FINANCE)))
                                .reason())
                        .isEqualTo("ROLE_REQUIRED");
            }
            TestPerson elsewhere = service.realm().finance("leicestershire");
            assertThat(Refusals.of(() -> read(elsewhere)).code()).isEqualTo(Code.NOT_FOUND);
            assertThat(Refusals.of(() -> as(elsewhere).updateContacts(contacts("0", FINANCE)))
                            .code())
                    .isEqualTo(Code.NOT_FOUND);
            assertThat(Refusals.of(() -> list(elsewhere)).code()).isEqualTo(Code.NOT_FOUND);
            assertThat(Refusals.of(() -> list(officer)).reason()).isEqualTo("ROLE_REQUIRED");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
            users/f   | fiona               | ''             | email  | must be a valid email address
            users/f   | f@a.example         | 01611234567    | mobile | must be a UK mobile number without spaces, such as 07700900123 or +447700900123
            users/f   | f@a.example         | 07700 900123   | mobile | must be a UK mobile number without spaces, such as 07700900123 or +447700900123
            users/f   | f@a.example         | +33612345678   | mobile | must be a UK mobile number without spaces, such as 07700900123 or +447700900123
            fiona     | f@a.example         | ''             | user   | is not spelt as it should be
            users/f   | ''                  | ''             | email  | is missing
            """)
        void are_refused_by_field_if_nobody_could_be_reached_so(
                String user, String email, String mobile, String field, String problem) {
            Contact contact = Contact.newBuilder()
                    .setUser(user)
                    .setEmail(email)
                    .setMobile(mobile)
                    .build();

            assertThat(Refusals.of(() -> as(finance).updateContacts(contacts("0", FINANCE, contact)))
                            .violations())
                    .containsEntry("contacts.contacts[1]." + field, problem);
        }

        @Test
        void name_each_user_once() {
            Contact again =
                    SECOND.toBuilder().setUser("users/FINANCE.west-mercia").build();

            assertThat(Refusals.of(() -> as(finance).updateContacts(contacts("0", FINANCE, again)))
                            .violations())
                    .containsEntry("contacts.contacts[1].user", "is named twice");
            assertThat(Refusals.of(() -> as(finance).updateContacts(contacts("", FINANCE)))
                            .violations())
                    .containsEntry("contacts.etag", "is missing");
        }
    }

    @Test
    void without_a_key_nothing_is_sent_and_the_list_says_so(CapturedOutput output) {
        try (RunningService keyless = RunningService.start(FundsApplication.class, Map.of())) {
            TestPerson keylessFinance = keyless.realm().finance("west-mercia");
            String name = open(keyless, keylessFinance);
            var stub = keylessFinance.calling(NotificationsServiceGrpc.newBlockingStub(keyless.channel()));
            var request = ListNotificationsRequest.newBuilder().setParent(name).build();
            assertThat(stub.listNotifications(request).getNotesList())
                    .containsExactly(
                            "No key of GOV.UK Notify is set: nothing is sent, and notifications wait.",
                            "The fund has no contacts: nobody is told of its draws.");
            stub.updateContacts(UpdateContactsRequest.newBuilder()
                    .setContacts(Contacts.newBuilder()
                            .setName(name + "/contacts")
                            .setEtag("0")
                            .addContacts(SECOND))
                    .build());

            ask(keyless, keyless.realm().requester("west-mercia"), name);

            await().untilAsserted(() -> assertThat(
                            stub.listNotifications(request).getNotificationsList())
                    .singleElement()
                    .satisfies(each -> {
                        assertThat(each.getState()).isEqualTo(NotificationState.QUEUED);
                        assertThat(each.getAttempts()).isZero();
                        assertThat(each.hasSendTime()).isFalse();
                    }));
            assertThat(output.getAll()).containsOnlyOnce("NOTIFY_API_KEY is not set");
        }
    }
}
