package opcc.tracker.kit.serving;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import io.grpc.ServerInterceptor;
import io.grpc.netty.NettyServerBuilder;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import opcc.tracker.kit.access.AdmissionInterceptor;
import opcc.tracker.kit.access.ResourceScopes;
import opcc.tracker.kit.audit.AuditInterceptor;
import opcc.tracker.kit.audit.AuditTrail;
import opcc.tracker.kit.authentication.AuthenticationInterceptor;
import opcc.tracker.kit.authentication.TokenVerifier;
import opcc.tracker.kit.idempotency.AnswerStore;
import opcc.tracker.kit.idempotency.CommandDigest;
import opcc.tracker.kit.idempotency.CommandInterceptor;
import opcc.tracker.kit.refusal.RefusalInterceptor;
import opcc.tracker.kit.store.CallersTime;
import opcc.tracker.kit.store.MongoConnection;
import opcc.tracker.kit.store.StoreHealth;
import opcc.tracker.kit.validation.RequestValidation;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.grpc.server.GlobalServerInterceptor;
import org.springframework.grpc.server.ServerBuilderCustomizer;

/**
 * What a service imports to serve: the interceptors in their order, one virtual thread a call, and the connection to its
 * database. The service itself adds its {@link ResourceScopes}, an {@link AnswerStore} and its gRPC services.
 */
@Configuration(proxyBeanMethods = false)
public class ServiceKit {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    MongoClient mongoClient(
            @Value("${mongodb.uri}") String uri, @Value("${spring.application.name}") String applicationName) {
        return MongoConnection.open(uri, applicationName);
    }

    @Bean
    MongoDatabase database(MongoClient client, @Value("${mongodb.database}") String name) {
        MongoDatabase database = client.getDatabase(name);
        MongoConnection.await(database);
        return CallersTime.within(database);
    }

    @Bean
    HealthIndicator storeHealth(MongoDatabase database) {
        return new StoreHealth(database);
    }

    @Bean
    TokenVerifier tokenVerifier(
            @Value("${keycloak.issuer-uri}") String issuer,
            @Value("${keycloak.jwks-uri}") URI keys,
            @Value("${keycloak.audience}") String audience,
            @Value("${keycloak.authorised-parties}") Set<String> authorisedParties) {
        // The realm's time goes on where a test stops the service's.
        return new TokenVerifier(issuer, keys, audience, authorisedParties, Clock.systemUTC());
    }

    @Bean
    RequestValidation requestValidation() {
        return new RequestValidation();
    }

    @Bean(destroyMethod = "shutdownNow")
    ScheduledExecutorService deadlineScheduler() {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("deadlines").factory());
    }

    @Bean
    ServerBuilderCustomizer<NettyServerBuilder> oneVirtualThreadACall() {
        return server -> server.executor(Executors.newVirtualThreadPerTaskExecutor());
    }

    @Bean
    @Order(10)
    @GlobalServerInterceptor
    ServerInterceptor refusals() {
        return new RefusalInterceptor();
    }

    @Bean
    @Order(20)
    @GlobalServerInterceptor
    ServerInterceptor deadlines(ScheduledExecutorService deadlineScheduler) {
        return new DeadlineInterceptor(deadlineScheduler);
    }

    @Bean
    @Order(25)
    @GlobalServerInterceptor
    ServerInterceptor idleLimit(
            ScheduledExecutorService deadlineScheduler, @Value("${streams.idle-limit:60s}") Duration longest) {
        return new IdleLimit(deadlineScheduler, longest);
    }

    @Bean
    @Order(30)
    @GlobalServerInterceptor
    ServerInterceptor authentication(TokenVerifier verifier) {
        return new AuthenticationInterceptor(verifier);
    }

    @Bean
    @Order(40)
    @GlobalServerInterceptor
    ServerInterceptor audit(ObjectProvider<AuditTrail> trail, Clock clock) {
        return new AuditInterceptor(trail.getIfAvailable(() -> AuditTrail.NONE), clock);
    }

    /** Within the audit, so that refusals are audited as the caller reads them; the outer one is for who is not let in. */
    @Bean
    @Order(45)
    @GlobalServerInterceptor
    ServerInterceptor auditedRefusals() {
        return new RefusalInterceptor();
    }

    @Bean
    @Order(50)
    @GlobalServerInterceptor
    ServerInterceptor admission(RequestValidation validation, ResourceScopes scopes) {
        return new AdmissionInterceptor(validation, scopes);
    }

    @Bean
    @Order(60)
    @GlobalServerInterceptor
    ServerInterceptor commands(AnswerStore answers, ObjectProvider<CommandDigest> digest) {
        return new CommandInterceptor(answers, digest.getIfAvailable(() -> CommandDigest.SHA_256));
    }
}
