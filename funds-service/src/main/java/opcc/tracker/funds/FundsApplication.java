package opcc.tracker.funds;

import com.mongodb.client.MongoDatabase;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import opcc.tracker.funds.api.FundsCommands;
import opcc.tracker.funds.api.FundsQueries;
import opcc.tracker.funds.api.FundsScopes;
import opcc.tracker.funds.api.Lapses;
import opcc.tracker.funds.commands.CommandLine;
import opcc.tracker.funds.draws.Beneficiaries;
import opcc.tracker.funds.draws.FundLedgers;
import opcc.tracker.funds.ledger.EntryStore;
import opcc.tracker.funds.ledger.MongoEntryStore;
import opcc.tracker.funds.notifications.Notifications;
import opcc.tracker.funds.notifications.NotificationsConfiguration;
import opcc.tracker.funds.register.FundRegister;
import opcc.tracker.funds.views.MongoDrawStore;
import opcc.tracker.funds.views.Views;
import opcc.tracker.kit.access.ResourceScopes;
import opcc.tracker.kit.idempotency.AnswerStore;
import opcc.tracker.kit.pseudonyms.PseudonymKey;
import opcc.tracker.kit.pseudonyms.Pseudonyms;
import opcc.tracker.kit.serving.AuditKit;
import opcc.tracker.kit.serving.PseudonymKit;
import opcc.tracker.kit.serving.ServiceKit;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Starts funds-service. */
@SpringBootApplication(proxyBeanMethods = false)
@EnableScheduling
@Import({ServiceKit.class, AuditKit.class, PseudonymKit.class, Views.class, NotificationsConfiguration.class})
public class FundsApplication {

    /** Starts the service, or does one of its {@link CommandLine commands} and ends. */
    public static void main(String[] arguments) {
        if (CommandLine.isCommand(arguments)) {
            int status =
                    CommandLine.run(arguments, System.getenv(), writer(FileDescriptor.out), writer(FileDescriptor.err));
            System.exit(status);
        }
        PseudonymKit.requireKey("funds-service");
        SpringApplication.run(FundsApplication.class, arguments);
    }

    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    @Bean
    EntryStore entryStore(MongoDatabase database) {
        return new MongoEntryStore(database);
    }

    @Bean
    MongoDrawStore drawStore(MongoDatabase database) {
        return new MongoDrawStore(database);
    }

    @Bean
    FundRegister fundRegister(MongoDatabase database) {
        return new FundRegister(database);
    }

    @Bean
    FundLedgers fundLedgers(EntryStore entries, Clock clock) {
        return new FundLedgers(entries, clock);
    }

    @Bean
    Beneficiaries beneficiaries(PseudonymKey key) {
        return new Beneficiaries(new Pseudonyms(key, "beneficiaries of draws"));
    }

    @Bean
    FundsCommands fundsCommands(
            FundRegister register,
            FundLedgers ledgers,
            Beneficiaries beneficiaries,
            Clock clock,
            Notifications notifications) {
        return new FundsCommands(register, ledgers, beneficiaries, clock, notifications::wake);
    }

    @Bean
    FundsQueries fundsQueries(FundRegister register, FundLedgers ledgers, EntryStore entries, Clock clock) {
        return new FundsQueries(register, ledgers, entries, clock);
    }

    @Bean
    Lapses lapses(FundRegister register, FundLedgers ledgers, Clock clock) {
        return new Lapses(register, ledgers, clock);
    }

    @Bean
    ResourceScopes resourceScopes(FundRegister register, FundLedgers ledgers) {
        return new FundsScopes(register, ledgers);
    }

    /** The ledger itself gives a repeated command its first answer. */
    @Bean
    AnswerStore answerStore() {
        return AnswerStore.NONE;
    }
}
