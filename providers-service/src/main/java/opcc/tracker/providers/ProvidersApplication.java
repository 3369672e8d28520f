package opcc.tracker.providers;

import com.mongodb.client.MongoDatabase;
import java.time.Clock;
import opcc.tracker.kit.access.ResourceScopes;
import opcc.tracker.kit.idempotency.AnswerStore;
import opcc.tracker.kit.idempotency.MongoAnswerStore;
import opcc.tracker.kit.serving.AuditKit;
import opcc.tracker.kit.serving.ServiceKit;
import opcc.tracker.providers.grants.GrantSettings;
import opcc.tracker.providers.register.RegisterScopes;
import opcc.tracker.providers.store.RegisterStore;
import opcc.tracker.providers.users.UserSettings;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** providers-service: the register of providers and of the services commissioned from them, and the users. */
@SpringBootApplication
@Import({ServiceKit.class, AuditKit.class})
@EnableConfigurationProperties({GrantSettings.class, UserSettings.class})
public class ProvidersApplication {

    /** Starts the service. */
    public static void main(String[] arguments) {
        SpringApplication.run(ProvidersApplication.class, arguments);
    }

    @Bean
    AnswerStore answers(MongoDatabase database, Clock clock) {
        return new MongoAnswerStore(database, clock);
    }

    @Bean
    RegisterStore registerStore(MongoDatabase database) {
        return new RegisterStore(database);
    }

    @Bean
    ResourceScopes scopes(RegisterStore store) {
        return new RegisterScopes(store);
    }
}
