package opcc.tracker.outcomes.api;

import java.time.Clock;
import opcc.tracker.kit.pseudonyms.RotatingPseudonyms;
import opcc.tracker.outcomes.retention.Erasures;
import opcc.tracker.outcomes.retention.Retention;
import opcc.tracker.outcomes.retention.RetentionReports;
import opcc.tracker.outcomes.store.ErasureStore;
import opcc.tracker.outcomes.store.RemovalStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The parts of erasure and retention. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
public class RetentionConfiguration {

    @Bean
    Erasures erasures(ErasureStore entries, RemovalStore records, RotatingPseudonyms pseudonyms, Clock clock) {
        return new Erasures(entries, records, pseudonyms, clock);
    }

    @Bean
    Retention retention(RemovalStore records, Clock clock) {
        return new Retention(records, clock);
    }

    @Bean
    RetentionReports retentionReports(RemovalStore records) {
        return new RetentionReports(records);
    }
}
