package opcc.tracker.funds.notifications;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import opcc.tracker.funds.draws.FundLedgers;
import opcc.tracker.funds.ledger.EntryStore;
import opcc.tracker.funds.register.FundRegister;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The parts that tell approvers. */
@Configuration(proxyBeanMethods = false)
public class NotificationsConfiguration {

    @Bean
    Follower follower(
            FundLedgers ledgers,
            EntryStore entries,
            ContactsStore contacts,
            FollowedStore followed,
            OutboxStore outbox,
            Clock clock,
            @Value("${notify.office-opens}") String opens,
            @Value("${notify.office-closes}") String closes) {
        OfficeHours office = new OfficeHours(LocalTime.parse(opens), LocalTime.parse(closes));
        return new Follower(ledgers, entries, contacts, followed, outbox, office, clock);
    }

    @Bean
    Sender sender(
            OutboxStore outbox,
            ContactsStore contacts,
            FundRegister register,
            FundLedgers ledgers,
            Clock clock,
            @Value("${notify.api-key}") String apiKey,
            @Value("${notify.base-url}") String baseUrl,
            @Value("${notify.email-template}") String emailTemplate,
            @Value("${notify.text-template}") String textTemplate,
            @Value("${notify.connect-timeout}") Duration connectTimeout,
            @Value("${notify.read-timeout}") Duration readTimeout) {
        @Nullable
        Notify notify = apiKey.isBlank()
                ? null
                : new GovUkNotify(new GovUkNotify.Settings(
                        apiKey.strip(), baseUrl, emailTemplate, textTemplate, connectTimeout, readTimeout));
        return new Sender(notify, outbox, contacts, register, ledgers, clock);
    }

    @Bean
    Notifications notifications(FundRegister register, Follower follower, Sender sender) {
        return new Notifications(register, follower, sender);
    }
}
