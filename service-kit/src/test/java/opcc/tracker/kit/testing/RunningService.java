package opcc.tracker.kit.testing;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;

/**
 * A service as it runs in production, on a free port of loopback, with a realm and a database of its own and a clock
 * that the test sets.
 */
public final class RunningService implements AutoCloseable {

    /** The secret behind pseudonyms in tests; of no worth: bytes 0 to 31. */
    public static final String PSEUDONYM_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private final TestRealm realm;
    private final TestMongo mongo;
    private final TestClock clock = new TestClock(Instant.parse("2026-07-15T10:00:00Z"));
    private final ConfigurableApplicationContext context;
    private final ManagedChannel channel;
    private final Class<?> application;
    private final boolean beside;

    private RunningService(
            TestRealm realm, TestMongo mongo, Class<?> application, Map<String, String> properties, boolean beside) {
        this.realm = realm;
        this.mongo = mongo;
        this.application = application;
        this.beside = beside;
        this.context = run(properties);
        this.channel = NettyChannelBuilder.forAddress(
                        "127.0.0.1", context.getBean(GrpcServerLifecycle.class).getPort())
                .usePlaintext()
                .build();
    }

    /** Starts {@code application} with these properties besides those of its realm, database and port. */
    public static RunningService start(Class<?> application, Map<String, String> properties) {
        TestRealm realm = TestRealm.start();
        TestMongo mongo = TestMongo.start();
        try {
            return new RunningService(realm, mongo, application, properties, false);
        } catch (RuntimeException e) {
            mongo.close();
            realm.close();
            throw e;
        }
    }

    /** Another process of the same service, on this one's realm and database, with these properties. Close it before this. */
    public RunningService another(Map<String, String> properties) {
        return new RunningService(realm, mongo, application, properties, true);
    }

    private ConfigurableApplicationContext run(Map<String, String> properties) {
        Map<String, Object> all = new HashMap<>(Map.of("pseudonyms.key", PSEUDONYM_KEY));
        all.putAll(properties);
        all.put("keycloak.issuer-uri", realm.issuer());
        all.put("mongodb.uri", mongo.uri());
        all.put("mongodb.database", mongo.databaseName());
        all.put("spring.grpc.server.port", "0");
        SpringApplication spring = new SpringApplication(application);
        spring.setRegisterShutdownHook(false);
        spring.addInitializers(fresh -> ((GenericApplicationContext) fresh)
                .registerBean("testClock", Clock.class, () -> clock, definition -> definition.setPrimary(true)));
        return spring.run(all.entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toArray(String[]::new));
    }

    /** Who may sign in. */
    public TestRealm realm() {
        return realm;
    }

    /** What the service stored. */
    public TestMongo mongo() {
        return mongo;
    }

    /** The way in. */
    public ManagedChannel channel() {
        return channel;
    }

    /** A part of the service. */
    public <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    /** Sets the service's clock, which stands still; at first it is ten in the morning (UTC) of 15 July 2026. */
    public void setNow(Instant instant) {
        clock.set(instant);
    }

    @Override
    public void close() {
        channel.shutdownNow();
        try {
            channel.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        context.close();
        if (!beside) {
            mongo.close();
            realm.close();
        }
    }
}
