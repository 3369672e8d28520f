package opcc.tracker.outcomes.api;

import java.time.Clock;
import opcc.tracker.kit.pseudonyms.PseudonymKey;
import opcc.tracker.outcomes.quarters.Freezing;
import opcc.tracker.outcomes.quarters.FrozenPeople;
import opcc.tracker.outcomes.quarters.Pins;
import opcc.tracker.outcomes.quarters.Quarters;
import opcc.tracker.outcomes.store.BatchStore;
import opcc.tracker.outcomes.store.CubeStore;
import opcc.tracker.outcomes.store.PinStore;
import opcc.tracker.outcomes.store.TrancheStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The parts that freeze quarters. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
public class QuartersConfiguration {

    @Bean
    Pins pins(TrancheStore tranches, PinStore stored, BatchStore batches) {
        return new Pins(tranches, stored, batches);
    }

    @Bean
    Freezing freezing(
            TrancheStore tranches, Pins pins, BatchStore batches, CubeStore cubes, PseudonymKey key, Clock clock) {
        return new Freezing(tranches, pins, batches, cubes, key, clock);
    }

    @Bean
    Quarters quarters(
            TrancheStore tranches, BatchStore batches, Pins pins, Freezing freezing, PseudonymKey key, Clock clock) {
        return new Quarters(tranches, batches, pins, freezing, key, clock);
    }

    @Bean
    FrozenPeople frozenPeople(TrancheStore tranches, Pins pins, BatchStore batches) {
        return new FrozenPeople(tranches, pins, batches);
    }
}
