package opcc.tracker.gateway.limits;

import java.util.function.LongSupplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where limits are counted: in memory, or in a database that replicas share. */
@Configuration(proxyBeanMethods = false)
class LimitConfiguration {

    @Bean
    CallerLimits callerLimits(LimitSettings settings, LimitStore store) {
        return new CallerLimits(settings, store);
    }

    @Bean
    LimitStore limitStore(LimitSettings settings) {
        long begun = System.nanoTime();
        LongSupplier micros = () -> (System.nanoTime() - begun) / 1_000;
        MemoryLimitStore memory = new MemoryLimitStore(micros);
        return settings.mongodbUri().isBlank() ? memory : new MongoConnectedLimits(settings, memory, micros);
    }
}
