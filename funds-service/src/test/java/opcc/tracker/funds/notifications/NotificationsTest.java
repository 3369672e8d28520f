package opcc.tracker.funds.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import opcc.tracker.funds.draws.FundCommand;
import opcc.tracker.funds.ledger.Actor;
import opcc.tracker.funds.ledger.Content;
import opcc.tracker.kit.testing.TestMongo;
import opcc.tracker.v1.ChannelEnum.Channel;
import opcc.tracker.v1.DrawCategoryEnum.DrawCategory;
import opcc.tracker.v1.FundingStreamEnum.FundingStream;
import opcc.tracker.v1.NotificationStateEnum.NotificationState;
import opcc.tracker.v1.OccasionEnum.Occasion;
import opcc.tracker.v1.UrgencyEnum.Urgency;
import org.assertj.core.api.ThrowingConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Who is told of what, how and when, whatever becomes of GOV.UK Notify and of the processes. */
@ExtendWith(OutputCaptureExtension.class)
class NotificationsTest {

    private static final Instant MORNING = Instant.parse("2026-07-15T09:00:00Z");
    private static final Instant NIGHT = Instant.parse("2026-07-15T01:00:00Z");

    private static final Actor OFFICER = new Actor("subject-of-the-officer", "officer.westmercia");
    private static final Actor ANNE = new Actor("subject-of-anne", "anne");

    private static final Contact OF_ANNE = new Contact("users/anne", "anne@westmercia.example", "07700900111");
    private static final Contact OF_BOB = new Contact("users/bob", "bob@westmercia.example", "+447700900222");
    private static final Contact OF_CY = new Contact("users/cy", "cy@westmercia.example", "");
    private static final List<String> ALL_EMAILS = List.of(OF_ANNE.email(), OF_BOB.email(), OF_CY.email());

    /** What must not leave the tracker. */
    private static final String REASON = "reason-that-stays-here";

    private static final String SUPPLIER = "supplier-that-stays-here";

    private final Replica.Hands clock = new Replica.Hands(MORNING);
    private final TestMongo mongo = TestMongo.start();
    private final NotifyDouble notify = new NotifyDouble();
    private final List<Replica> replicas = new ArrayList<>();
    private final Replica replica = replica(notify);

    private Replica replica(@Nullable NotifyDouble by) {
        Replica started = new Replica(mongo, clock, by);
        replicas.add(started);
        return started;
    }

    @BeforeEach
    void given_a_fund_with_money_and_three_approvers() {
        replica.open("Emergency fund");
        replica.tells(OF_ANNE, OF_BOB, OF_CY);
        replica.recordUnseen(
                ANNE, new FundCommand.Allocate(10_000_000, new Content.Allocated(FundingStream.PCC_CORE, "2026-27")));
    }

    @AfterEach
    void nothing_that_the_requester_wrote_went_out_and_no_address_is_in_a_log_or_the_outbox(CapturedOutput output) {
        replicas.forEach(Replica::close);
        assertThat(notify.wire()).noneMatch(sent -> sent.contains(REASON) || sent.contains(SUPPLIER));
        List<String> outbox = new ArrayList<>();
        mongo.database().getCollection("notifications").find().forEach(document -> outbox.add(document.toJson()));
        for (Contact contact : List.of(OF_ANNE, OF_BOB, OF_CY)) {
            assertThat(output.getAll()).doesNotContain(contact.email());
            assertThat(outbox).noneMatch(document -> document.contains(contact.email()));
            if (!contact.mobile().isEmpty()) {
                assertThat(output.getAll()).doesNotContain(contact.mobile());
                assertThat(outbox).noneMatch(document -> document.contains(contact.mobile()));
            }
        }
        notify.close();
        mongo.close();
    }

    private static Content.Requested bed(long pence, Urgency urgency) {
        return new Content.Requested(
                List.of(new Content.Line(DrawCategory.ACCOMMODATION, 1, 0, pence)), REASON, "", urgency, SUPPLIER);
    }

    private static FundCommand request(long pence, Urgency urgency) {
        return new FundCommand.Request(bed(pence, urgency));
    }

    private static FundCommand emergency(long pence) {
        return new FundCommand.SpendFirst(bed(pence, Urgency.TONIGHT));
    }

    /** Waits until it holds, while what is due is sent as the scheduler would have it. */
    private void eventually(Replica by, Runnable holds) {
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> {
                    by.notifications.sendDue();
                    holds.run();
                });
    }

    private void eventually(Runnable holds) {
        eventually(replica, holds);
    }

    private void everyNotification(ThrowingConsumer<Notification> holds) {
        eventually(() -> assertThat(replica.outbox()).isNotEmpty().allSatisfy(holds));
    }

    /** Follows the ledgers once and waits until that is done. */
    private void sweep(Replica by) {
        by.notifications.sweep();
        eventually(by, () -> assertThat(followed()).isEqualTo(lastSequence()));
    }

    private long followed() {
        var document = mongo.database().getCollection("followed").find().first();
        return document == null ? -1 : document.getLong("seq");
    }

    private long lastSequence() {
        return replica.ledgers.of(Replica.FUND).read(state -> state.lastSequence());
    }

    @Nested
    class Told {

        @Test
        void is_every_approver_at_once_of_a_draw_that_somebody_asks_for() {
            long begun = System.nanoTime();
            replica.record(OFFICER, request(6_500, Urgency.TONIGHT));

            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(notify.told()).isEqualTo(ALL_EMAILS));
            System.out.println(
                    "told after " + Duration.ofNanos(System.nanoTime() - begun).toMillis() + " ms");
            assertThat(notify.taken()).allSatisfy(message -> {
                assertThat(message.template()).isEqualTo(NotifyDouble.EMAIL_TEMPLATE);
                assertThat(message.words().toMap())
                        .containsEntry("what", "A draw waits for your decision")
                        .containsEntry("fund", "Emergency fund")
                        .containsEntry("draw", "d1 (funds/wm-emergency/draws/d1)")
                        .containsEntry("amount", "£65.00")
                        .containsEntry("urgency", "tonight")
                        .containsEntry("by_when", "Now")
                        .containsEntry("to_do", "Sign in to the tracker and approve or reject it.");
            });
        }

        @Test
        void is_nobody_of_what_they_asked_for_themselves() {
            replica.record(ANNE, request(6_500, Urgency.ROUTINE));
            replica.record(ANNE, emergency(1_000));

            eventually(() -> assertThat(notify.told())
                    .containsExactly(OF_BOB.email(), OF_BOB.email(), OF_CY.email(), OF_CY.email()));
        }

        @Test
        void is_who_has_not_agreed_yet_of_a_draw_that_needs_two() {
            replica.record(OFFICER, request(2_600_000, Urgency.URGENT));
            eventually(() -> assertThat(notify.told()).isEqualTo(ALL_EMAILS));

            replica.record(
                    ANNE, new FundCommand.Approve("d1", "", "", FundingStream.FUNDING_STREAM_UNSPECIFIED, false));

            eventually(() -> assertThat(notify.taken()).hasSize(5));
            assertThat(notify.taken().subList(3, 5)).allSatisfy(message -> {
                assertThat(message.address()).isNotEqualTo(OF_ANNE.email());
                assertThat(message.words().toMap())
                        .containsEntry("what", "A draw waits for a second approval")
                        .containsEntry("by_when", "By the end of Wednesday 15 July 2026");
            });
        }

        @Test
        void is_every_approver_of_an_emergency_and_once_more_when_it_is_overdue() {
            Replica other = replica(notify);
            replica.record(OFFICER, emergency(5_000));
            eventually(() -> assertThat(notify.told()).isEqualTo(ALL_EMAILS));
            assertThat(notify.taken().getFirst().words().toMap())
                    .containsEntry("what", "An emergency was spent and must be ratified")
                    .containsEntry("urgency", "emergency")
                    .containsEntry("by_when", "By the end of Monday 20 July 2026");

            clock.set(Instant.parse("2026-07-20T22:59:00Z"));
            sweep(replica);
            assertThat(replica.outbox()).as("it is still Monday").hasSize(3);

            clock.set(Instant.parse("2026-07-20T23:01:00Z"));
            for (int i = 0; i < 3; i++) {
                replica.notifications.sweep();
                other.notifications.sweep();
            }
            eventually(() -> assertThat(notify.taken()).hasSize(6));
            assertThat(notify.taken().subList(3, 6))
                    .as("by e-mail, though it is the middle of the night")
                    .allSatisfy(message -> assertThat(message.words().toMap())
                            .containsEntry("what", "An emergency is overdue for ratification")
                            .containsEntry("by_when", "It was due by the end of Monday 20 July 2026"));

            clock.forward(Duration.ofDays(3));
            sweep(replica);
            sweep(other);
            assertThat(replica.outbox()).hasSize(6);
        }

        @Test
        void is_nobody_of_what_was_decided_before_they_could_be() {
            Replica without = replica(null);
            without.record(OFFICER, request(6_500, Urgency.TONIGHT));
            await().untilAsserted(() -> assertThat(replica.outbox()).hasSize(3));
            without.recordUnseen(
                    ANNE, new FundCommand.Approve("d1", "", "", FundingStream.FUNDING_STREAM_UNSPECIFIED, false));

            everyNotification(each -> assertThat(each.state()).isEqualTo(NotificationState.NOT_NEEDED));
            assertThat(notify.taken()).isEmpty();
        }

        @Test
        void is_nobody_without_a_key_and_everybody_once_there_is_one() {
            Replica without = replica(null);
            without.record(OFFICER, request(6_500, Urgency.TONIGHT));

            await().untilAsserted(() -> assertThat(without.outbox()).hasSize(3));
            without.notifications.sendDue();
            assertThat(without.outbox()).allSatisfy(each -> {
                assertThat(each.state()).isEqualTo(NotificationState.QUEUED);
                assertThat(each.attempts()).isZero();
            });

            eventually(() -> assertThat(notify.told()).isEqualTo(ALL_EMAILS));
        }

        @Test
        void is_nobody_who_is_no_longer_a_contact() {
            Replica without = replica(null);
            without.record(OFFICER, request(6_500, Urgency.TONIGHT));
            await().untilAsserted(() -> assertThat(without.outbox()).hasSize(3));

            replica.tells(OF_ANNE);

            eventually(() -> assertThat(replica.outbox())
                    .noneMatch(each -> each.state() == NotificationState.QUEUED)
                    .filteredOn(each -> each.state() == NotificationState.FAILED)
                    .extracting(Notification::user)
                    .containsExactlyInAnyOrder("users/bob", "users/cy"));
            assertThat(notify.told()).containsExactly(OF_ANNE.email());
        }

        @Test
        void is_nobody_of_what_happened_before_the_fund_had_contacts() {
            replica.tells();
            replica.record(OFFICER, request(6_500, Urgency.TONIGHT));
            sweep(replica);

            replica.tells(OF_CY);
            replica.record(OFFICER, request(1_200, Urgency.TONIGHT));

            eventually(() -> assertThat(notify.taken()).hasSize(1));
            assertThat(notify.taken().getFirst().words().getString("amount")).isEqualTo("£12.00");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Wednesday, a minute before six | 2026-07-15T16:59:00Z | TONIGHT | false
        Wednesday, at six              | 2026-07-15T17:00:00Z | TONIGHT | true
        Wednesday, at six              | 2026-07-15T17:00:00Z | URGENT  | false
        Thursday, a minute before eight| 2026-07-16T06:59:00Z | TONIGHT | true
        Thursday, at eight             | 2026-07-16T07:00:00Z | TONIGHT | false
        Winter, a minute before six    | 2026-12-09T17:59:00Z | TONIGHT | false
        Winter, at six                 | 2026-12-09T18:00:00Z | TONIGHT | true
        Saturday at noon               | 2026-07-18T11:00:00Z | TONIGHT | true
        Saturday at noon               | 2026-07-18T11:00:00Z | ROUTINE | false
        Summer bank holiday at noon    | 2026-08-31T11:00:00Z | TONIGHT | true
        Tuesday after it at noon       | 2026-09-01T11:00:00Z | TONIGHT | false
        """)
    void a_text_goes_along_when_somebody_must_decide_out_of_hours(
            String when, Instant now, Urgency urgency, boolean byTextToo) {
        clock.set(now);

        replica.record(OFFICER, request(6_500, urgency));

        List<String> expected = new ArrayList<>(ALL_EMAILS);
        if (byTextToo) {
            expected.addAll(List.of(OF_ANNE.mobile(), OF_BOB.mobile()));
        }
        eventually(() -> assertThat(notify.told()).as(when).containsExactlyInAnyOrderElementsOf(expected));
        assertThat(replica.outbox()).hasSameSizeAs(expected);
        assertThat(notify.taken())
                .filteredOn(message -> !message.address().contains("@"))
                .allMatch(message -> message.template().equals(NotifyDouble.TEXT_TEMPLATE));
    }

    @Nested
    class When_Notify {

        @Test
        void is_slow_they_are_told_once_it_works() {
            notify.failsSlowly(Replica.READ_TIMEOUT.multipliedBy(3));
            replica.record(OFFICER, request(6_500, Urgency.TONIGHT));
            everyNotification(each -> {
                assertThat(each.attempts()).isEqualTo(1);
                assertThat(each.reason()).isEqualTo("GOV.UK Notify did not answer in time.");
            });

            notify.works();
            clock.forward(Duration.ofSeconds(6));

            everyNotification(each -> assertThat(each.state()).isEqualTo(NotificationState.SENT));
            assertThat(notify.told()).isEqualTo(ALL_EMAILS);
        }

        @Test
        void took_what_it_did_not_answer_in_time_they_are_not_told_twice() {
            notify.takesSlowly(Replica.READ_TIMEOUT.multipliedBy(3));
            replica.record(OFFICER, request(6_500, Urgency.TONIGHT));
            everyNotification(each -> assertThat(each.reason()).isEqualTo("GOV.UK Notify did not answer in time."));

            notify.works();
            clock.forward(Duration.ofSeconds(6));

            everyNotification(each -> assertThat(each.state()).isEqualTo(NotificationState.SENT));
            assertThat(notify.told()).isEqualTo(ALL_EMAILS);
            assertThat(notify.asked()).isEqualTo(3);
        }

        @Test
        void is_too_busy_it_is_left_alone_for_as_long_as_it_says() {
            replica.tells(OF_CY);
            notify.isTooBusyFor(120);
            replica.record(OFFICER, request(6_500, Urgency.TONIGHT));
            everyNotification(each -> assertThat(each.reason()).contains("Exceeded rate limit"));

            notify.works();
            replica.record(OFFICER, request(1_200, Urgency.TONIGHT));
            await().untilAsserted(() -> assertThat(replica.outbox()).hasSize(2));
            clock.forward(Duration.ofSeconds(119));
            replica.notifications.sendDue();
            assertThat(notify.asked()).as("the new one waits, too").isEqualTo(1);

            clock.forward(Duration.ofSeconds(1));
            everyNotification(each -> assertThat(each.state()).isEqualTo(NotificationState.SENT));
            assertThat(notify.told()).containsExactly(OF_CY.email(), OF_CY.email());
        }

        @Test
        void is_too_busy_and_does_not_say_how_long_it_is_left_alone_for_a_minute() {
            replica.tells(OF_CY);
            notify.isTooBusy();
            replica.record(OFFICER, request(6_500, Urgency.TONIGHT));

            everyNotification(each -> {
                assertThat(each.reason()).contains("Exceeded rate limit");
                assertThat(each.due()).isEqualTo(MORNING.plusSeconds(60));
            });
        }

        @Test
        void fails_it_is_tried_again_ever_less_often_and_given_up_after_a_day() {
            replica.tells(OF_CY);
            notify.answers(500, "Exception", "Internal server error");
            replica.record(OFFICER, request(6_500, Urgency.ROUTINE));

            List<Duration> pauses = new ArrayList<>();
            for (int attempt = 1;
                    replica.outbox().isEmpty() || replica.outbox().getFirst().state() == NotificationState.QUEUED;
                    attempt++) {
                int expected = attempt;
                everyNotification(each -> {
                    assertThat(each.attempts()).isEqualTo(expected);
                    assertThat(each.reason()).contains("GOV.UK Notify answered 500.");
                });
                Notification tried = replica.outbox().getFirst();
                pauses.add(Duration.between(clock.instant(), tried.due()));
                clock.set(tried.due());
            }

            pauses.removeLast();
            assertThat(pauses.getFirst()).isBetween(Duration.ofMillis(2_500), Duration.ofSeconds(5));
            assertThat(pauses.get(3)).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(40));
            assertThat(pauses.getLast()).isBetween(Duration.ofMinutes(7), Duration.ofMinutes(15));
            assertThat(replica.outbox().getFirst().state()).isEqualTo(NotificationState.FAILED);
            assertThat(replica.outbox().getFirst().reason())
                    .isEqualTo("It was tried for 24 hours. GOV.UK Notify answered 500.");
            assertThat(clock.instant())
                    .isBetween(MORNING.plus(Duration.ofHours(23)), MORNING.plus(Duration.ofHours(25)));
        }

        @Test
        void rejects_a_number_that_fails_at_once_and_the_email_goes() {
            clock.set(NIGHT);
            notify.rejects(OF_BOB.mobile());

            replica.record(OFFICER, request(6_500, Urgency.TONIGHT));

            eventually(() -> assertThat(replica.outbox())
                    .hasSize(5)
                    .noneMatch(each -> each.state() == NotificationState.QUEUED));
            assertThat(notify.told())
                    .containsExactlyInAnyOrder(OF_ANNE.email(), OF_BOB.email(), OF_CY.email(), OF_ANNE.mobile());
            assertThat(replica.outbox())
                    .filteredOn(each -> each.state() == NotificationState.FAILED)
                    .singleElement()
                    .satisfies(failed -> {
                        assertThat(failed.user()).isEqualTo("users/bob");
                        assertThat(failed.channel()).isEqualTo(Channel.TEXT);
                        assertThat(failed.attempts()).isEqualTo(1);
                        assertThat(failed.maskedAddress()).isEqualTo("**********222");
                        assertThat(failed.reason())
                                .isEqualTo("GOV.UK Notify refused it: phone_number ***is not possible");
                    });
        }

        @Test
        void breaks_off_nothing_is_repeated_unasked() {
            replica.tells(OF_CY);
            notify.breaksOff();
            replica.record(OFFICER, request(6_500, Urgency.TONIGHT));

            everyNotification(each -> assertThat(each.reason()).isNotEmpty());
            assertThat(notify.asked()).isEqualTo(1);
        }
    }

    @Nested
    class A_crash {

        @Test
        void between_the_outbox_and_the_note_of_how_far_the_ledger_was_followed_tells_everybody_once() {
            Replica crashing = replica(null);
            crashing.record(OFFICER, request(6_500, Urgency.TONIGHT));
            crashing.record(OFFICER, request(1_200, Urgency.ROUTINE));
            await().untilAsserted(() -> assertThat(crashing.outbox()).hasSize(6));
            sweep(crashing);
            crashing.close();
            // The state after the first two of three writes of the first draw, and before all others.
            var outbox = mongo.database().getCollection("notifications");
            outbox.deleteMany(Filters.eq("draw", "d2"));
            outbox.deleteOne(Filters.eq("user", "users/cy"));
            mongo.database().getCollection("followed").updateMany(new org.bson.Document(), Updates.set("seq", 1L));

            Replica next = replica(notify);
            next.notifications.sweep();

            eventually(next, () -> assertThat(notify.taken()).hasSize(6));
            assertThat(notify.taken())
                    .doesNotHaveDuplicates()
                    .extracting(NotifyDouble.Message::reference)
                    .doesNotHaveDuplicates();
        }

        @Test
        void after_Notify_took_it_and_before_that_was_noted_tells_nobody_twice() {
            replica.record(OFFICER, request(6_500, Urgency.TONIGHT));
            everyNotification(each -> assertThat(each.state()).isEqualTo(NotificationState.SENT));
            replica.close();
            // As each was before its last write.
            mongo.database()
                    .getCollection("notifications")
                    .updateMany(
                            new org.bson.Document(),
                            Updates.combine(
                                    Updates.set("state", "QUEUED"),
                                    Updates.unset("sentAt"),
                                    Updates.set("due", Date.from(MORNING.plusSeconds(60)))));

            Replica next = replica(notify);
            clock.forward(Duration.ofSeconds(61));

            eventually(
                    next,
                    () -> assertThat(next.outbox())
                            .hasSize(3)
                            .allSatisfy(each -> assertThat(each.state()).isEqualTo(NotificationState.SENT)));
            assertThat(notify.told()).isEqualTo(ALL_EMAILS);
        }

        @Test
        void after_one_was_claimed_leaves_it_to_the_next_process_when_its_time_is_over() {
            Replica crashing = replica(null);
            crashing.record(OFFICER, request(6_500, Urgency.TONIGHT));
            await().untilAsserted(() -> assertThat(crashing.outbox()).hasSize(3));
            Notification claimed = crashing.outbox
                    .claim(clock.instant(), Duration.ofMinutes(1))
                    .orElseThrow();
            crashing.close();

            eventually(() -> assertThat(notify.taken()).hasSize(2));
            assertThat(notify.taken()).noneMatch(message -> message.reference().equals(claimed.reference()));

            clock.forward(Duration.ofMinutes(1));
            eventually(() -> assertThat(notify.told()).isEqualTo(ALL_EMAILS));
        }
    }

    @Test
    void two_replicas_at_once_tell_each_approver_once() {
        Replica other = replica(notify);
        List<CompletableFuture<Void>> officers = IntStream.range(0, 20)
                .mapToObj(i -> CompletableFuture.runAsync(() -> {
                    Replica by = i % 2 == 0 ? replica : other;
                    by.record(OFFICER, i % 5 == 0 ? emergency(100 + i) : request(100 + i, Urgency.URGENT));
                    // Both look at everything, whoever recorded it.
                    replica.notifications.wake(Replica.FUND);
                    other.notifications.wake(Replica.FUND);
                }))
                .toList();
        officers.forEach(CompletableFuture::join);
        other.notifications.sweep();
        replica.notifications.sweep();

        eventually(() -> {
            other.notifications.sendDue();
            assertThat(replica.outbox())
                    .hasSize(60)
                    .allSatisfy(each -> assertThat(each.state()).isEqualTo(NotificationState.SENT));
        });
        assertThat(notify.taken())
                .hasSize(60)
                .extracting(NotifyDouble.Message::reference)
                .doesNotHaveDuplicates();
        assertThat(notify.asked()).isEqualTo(60);
        assertThat(replica.outbox())
                .filteredOn(each -> each.occasion() == Occasion.EMERGENCY_SPENT)
                .hasSize(12);
    }
}
