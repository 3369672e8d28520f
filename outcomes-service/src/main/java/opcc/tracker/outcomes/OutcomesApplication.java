package opcc.tracker.outcomes;

import com.mongodb.client.MongoDatabase;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.time.Clock;
import opcc.tracker.kit.access.ResourceScopes;
import opcc.tracker.kit.idempotency.AnswerStore;
import opcc.tracker.kit.pseudonyms.PseudonymKey;
import opcc.tracker.kit.pseudonyms.Pseudonyms;
import opcc.tracker.kit.serving.PseudonymKit;
import opcc.tracker.kit.serving.ServiceKit;
import opcc.tracker.outcomes.api.QuartersConfiguration;
import opcc.tracker.outcomes.api.RetentionConfiguration;
import opcc.tracker.outcomes.api.ReturnsConfiguration;
import opcc.tracker.outcomes.register.RegisteredServices;
import opcc.tracker.outcomes.register.ServiceScopes;
import opcc.tracker.outcomes.register.api.GrpcRegisteredServices;
import opcc.tracker.outcomes.returns.AggregateReturns;
import opcc.tracker.outcomes.returns.StatedReturn;
import opcc.tracker.outcomes.store.BatchStore;
import opcc.tracker.outcomes.store.FaultStore;
import opcc.tracker.outcomes.store.StagedStore;
import opcc.tracker.outcomes.store.UploadStore;
import opcc.tracker.outcomes.uploads.UploadScopes;
import opcc.tracker.outcomes.uploads.UploadsConfiguration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** outcomes-service: takes outcome records under keyed pseudonyms and answers tables that disclosure control has passed. */
@SpringBootApplication
@Import({
    ServiceKit.class,
    PseudonymKit.class,
    UploadsConfiguration.class,
    ReturnsConfiguration.class,
    RetentionConfiguration.class,
    QuartersConfiguration.class
})
public class OutcomesApplication {

    /** Starts the service, unless its pseudonym key is missing: then it says so in one line and ends. */
    public static void main(String[] arguments) {
        PseudonymKit.requireKey("outcomes-service");
        SpringApplication.run(OutcomesApplication.class, arguments);
    }

    @Bean
    Pseudonyms pseudonyms(PseudonymKey key) {
        return new Pseudonyms(key, "case references");
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

    @Bean
    UploadStore uploadStore(MongoDatabase database) {
        return new UploadStore(database);
    }

    @Bean
    StagedStore stagedStore(MongoDatabase database) {
        return new StagedStore(database);
    }

    @Bean
    FaultStore faultStore(MongoDatabase database) {
        return new FaultStore(database);
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
    ResourceScopes scopes(RegisteredServices services, UploadStore uploads, AggregateReturns returns) {
        return new OutcomesScopes(
                new ServiceScopes(services),
                new UploadScopes(uploads),
                name -> returns.find(name).map(StatedReturn::scope));
    }
}
