package opcc.tracker.outcomes;

import com.mongodb.client.MongoDatabase;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.time.Clock;
import opcc.tracker.kit.access.ResourceScopes;
import opcc.tracker.kit.idempotency.AnswerStore;
import opcc.tracker.kit.idempotency.CommandDigest;
import opcc.tracker.kit.serving.ServiceKit;
import opcc.tracker.outcomes.pseudonyms.KeyedCommandDigest;
import opcc.tracker.outcomes.pseudonyms.PseudonymKey;
import opcc.tracker.outcomes.pseudonyms.Pseudonyms;
import opcc.tracker.outcomes.register.RegisteredServices;
import opcc.tracker.outcomes.register.ServiceScopes;
import opcc.tracker.outcomes.register.api.GrpcRegisteredServices;
import opcc.tracker.outcomes.store.BatchStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** outcomes-service: takes outcome records under keyed pseudonyms and answers tables that disclosure control has passed. */
@SpringBootApplication
@Import(ServiceKit.class)
public class OutcomesApplication {

    private static final Logger log = LoggerFactory.getLogger(OutcomesApplication.class);

    /** Starts the service, unless its pseudonym key is missing: then it says so in one line and ends. */
    public static void main(String[] arguments) {
        try {
            PseudonymKey.parse(System.getenv("PSEUDONYM_KEY"));
        } catch (IllegalArgumentException e) {
            log.error("outcomes-service does not start: PSEUDONYM_KEY {}", e.getMessage());
            System.exit(1);
        }
        SpringApplication.run(OutcomesApplication.class, arguments);
    }

    @Bean
    PseudonymKey pseudonymKey(@Value("${pseudonyms.key}") String key) {
        return PseudonymKey.parse(key);
    }

    @Bean
    Pseudonyms pseudonyms(PseudonymKey key) {
        return new Pseudonyms(key);
    }

    @Bean
    CommandDigest commandDigest(PseudonymKey key) {
        return new KeyedCommandDigest(key);
    }

    /** A batch is stored under its command, so a repeated one is known by the batch itself. */
    @Bean
    AnswerStore answers() {
        return AnswerStore.NONE;
    }

    @Bean
    BatchStore batchStore(MongoDatabase database) {
        return new BatchStore(database);
    }

    @Bean(destroyMethod = "shutdownNow")
    ManagedChannel registerChannel(@Value("${providers-service.address}") String address) {
        return NettyChannelBuilder.forTarget(address).usePlaintext().build();
    }

    @Bean
    RegisteredServices registeredServices(ManagedChannel registerChannel, Clock clock) {
        return new GrpcRegisteredServices(registerChannel, clock);
    }

    @Bean
    ResourceScopes scopes(RegisteredServices services) {
        return new ServiceScopes(services);
    }
}
