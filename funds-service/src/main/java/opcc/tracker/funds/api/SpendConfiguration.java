package opcc.tracker.funds.api;

import java.time.Clock;
import opcc.tracker.funds.draws.FundLedgers;
import opcc.tracker.funds.ledger.EntryStore;
import opcc.tracker.funds.register.FundRegister;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The parts of finance's views. */
@Configuration(proxyBeanMethods = false)
public class SpendConfiguration {

    @Bean
    SpendQueries spendQueries(FundRegister register, EntryStore entries, Clock clock) {
        return new SpendQueries(register, entries, clock);
    }

    @Bean
    PaymentFiles paymentFiles(FundRegister register, FundLedgers ledgers, EntryStore entries, Clock clock) {
        return new PaymentFiles(register, ledgers, entries, clock);
    }
}
