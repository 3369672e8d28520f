package opcc.tracker.outcomes.api;

import java.time.Clock;
import opcc.tracker.outcomes.cube.Cubes;
import opcc.tracker.outcomes.quarters.FrozenPeople;
import opcc.tracker.outcomes.releases.CubesRecords;
import opcc.tracker.outcomes.releases.FrozenRecords;
import opcc.tracker.outcomes.releases.Releases;
import opcc.tracker.outcomes.store.DraftStore;
import opcc.tracker.outcomes.store.PublicationStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The parts of releases. */
@Configuration(proxyBeanMethods = false)
public class ReleasesConfiguration {

    @Bean
    FrozenRecords frozenRecords(Cubes cubes, FrozenPeople frozen) {
        return new CubesRecords(cubes, frozen);
    }

    @Bean
    Releases releases(DraftStore drafts, PublicationStore publications, FrozenRecords records, Clock clock) {
        return new Releases(drafts, publications, records, clock);
    }
}
