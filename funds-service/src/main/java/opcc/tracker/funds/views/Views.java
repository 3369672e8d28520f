package opcc.tracker.funds.views;

import opcc.tracker.funds.draws.FundLedgers;
import opcc.tracker.funds.register.FundRegister;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Keeps the views while the service runs. */
@Configuration(proxyBeanMethods = false)
public class Views {

    @Bean
    DrawView drawView(FundRegister register, FundLedgers ledgers, MongoDrawStore view) {
        return new DrawView(register, ledgers, view);
    }
}
