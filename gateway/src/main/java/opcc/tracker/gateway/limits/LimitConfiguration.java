package opcc.tracker.gateway.limits;

import java.time.Clock;
import java.util.function.LongSupplier;
import opcc.tracker.gateway.replicas.MongoReplicas;
import org.springframework.beans.factory.ObjectProvider;
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
    LimitStore limitStore(LimitSettings settings, ObjectProvider<MongoReplicas> shared) {
        long begun = System.nanoTime();
        LongSupplier micros = () -> (System.nanoTime() - begun) / 1_000;
        MemoryLimitStore memory = new MemoryLimitStore(micros);
        MongoReplicas replicas = shared.getIfAvailable();
        return replicas == null
                ? memory
                : new SharedLimitStore(
                        new MongoLimitStore(replicas, Clock.systemUTC()),
                        memory,
                        settings.patience(),
                        settings.pause(),
                        micros);
    }
}
