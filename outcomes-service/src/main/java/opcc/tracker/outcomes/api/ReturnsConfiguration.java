package opcc.tracker.outcomes.api;

import java.time.Clock;
import opcc.tracker.outcomes.returns.AggregateReturns;
import opcc.tracker.outcomes.store.AggregateReturnStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The parts of aggregate returns. */
@Configuration(proxyBeanMethods = false)
public class ReturnsConfiguration {

    @Bean
    AggregateReturns aggregateReturns(AggregateReturnStore store, Clock clock) {
        return new AggregateReturns(store, clock);
    }
}
