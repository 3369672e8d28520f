package opcc.tracker.gateway.replicas;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** What replicas share, where they were told of a database for it. */
@Configuration(proxyBeanMethods = false)
class ReplicaConfiguration {

    @Bean
    @Conditional(IsShared.class)
    MongoReplicas mongoReplicas(ReplicaSettings settings) {
        return new MongoReplicas(settings);
    }
}
