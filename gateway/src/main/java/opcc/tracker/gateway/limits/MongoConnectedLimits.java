package opcc.tracker.gateway.limits;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.DisposableBean;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Owns the connection and the threads that wait on it, so that the event loop never does. */
final class MongoConnectedLimits implements LimitStore, DisposableBean {

    private static final String DATABASE = "gateway";

    private final MongoClient client;
    private final Scheduler threads;
    private final SharedLimitStore store;

    MongoConnectedLimits(LimitSettings settings, MemoryLimitStore memory, LongSupplier micros) {
        client = MongoClients.create(MongoClientSettings.builder()
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(1, TimeUnit.SECONDS))
                .applyToSocketSettings(
                        socket -> socket.connectTimeout(1, TimeUnit.SECONDS).readTimeout(1, TimeUnit.SECONDS))
                .applyToConnectionPoolSettings(pool -> pool.maxSize(16).maxWaitTime(1, TimeUnit.SECONDS))
                .applicationName("gateway")
                .applyConnectionString(new ConnectionString(settings.mongodbUri()))
                .build());
        threads = Schedulers.fromExecutorService(Executors.newVirtualThreadPerTaskExecutor());
        store = new SharedLimitStore(
                new MongoLimitStore(client.getDatabase(DATABASE).getCollection("limits"), Clock.systemUTC(), threads),
                memory,
                settings.patience(),
                settings.pause(),
                micros);
    }

    @Override
    public Mono<Taken> take(String key, Limit limit) {
        return store.take(key, limit);
    }

    @Override
    public void destroy() {
        client.close();
        threads.dispose();
    }
}
