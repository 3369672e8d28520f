package opcc.tracker.outcomes.uploads;

import java.time.Clock;
import opcc.tracker.kit.idempotency.CommandDigest;
import opcc.tracker.kit.pseudonyms.RotatingPseudonyms;
import opcc.tracker.kit.validation.RequestValidation;
import opcc.tracker.outcomes.intake.CasePseudonyms;
import opcc.tracker.outcomes.intake.CheckedBatches;
import opcc.tracker.outcomes.quarters.FrozenPeople;
import opcc.tracker.outcomes.register.RegisteredServices;
import opcc.tracker.outcomes.store.FaultStore;
import opcc.tracker.outcomes.store.ReportedPeopleStore;
import opcc.tracker.outcomes.store.StagedStore;
import opcc.tracker.outcomes.store.UploadStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The parts that take files in. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
public class UploadsConfiguration {

    @Bean
    Uploads uploads(
            UploadStore uploads,
            StagedStore staged,
            FaultStore faults,
            CheckedBatches batches,
            RegisteredServices services,
            FrozenPeople frozen,
            RequestValidation validation,
            RotatingPseudonyms pseudonyms,
            ReportedPeopleStore people,
            CommandDigest digest,
            Clock clock) {
        return new Uploads(
                uploads,
                staged,
                faults,
                batches::take,
                services,
                frozen,
                validation,
                provider -> new CasePseudonyms(provider, pseudonyms, people),
                digest,
                clock);
    }

    @Bean
    UploadWatches uploadWatches(UploadStore uploads, Clock clock) {
        return new UploadWatches(uploads, clock);
    }
}
