package opcc.tracker.funds.api;

import java.time.Clock;
import opcc.tracker.funds.draws.FundLedgers;
import opcc.tracker.funds.ledger.EntryStore;
import opcc.tracker.funds.register.FundRegister;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The parts of budgets and virements. */
@Configuration(proxyBeanMethods = false)
public class BudgetsConfiguration {

    @Bean
    BudgetsCommands budgetsCommands(FundRegister register, FundLedgers ledgers, EntryStore entries) {
        return new BudgetsCommands(register, ledgers, entries);
    }

    @Bean
    BudgetsQueries budgetsQueries(FundRegister register, FundLedgers ledgers, Clock clock) {
        return new BudgetsQueries(register, ledgers, clock);
    }
}
