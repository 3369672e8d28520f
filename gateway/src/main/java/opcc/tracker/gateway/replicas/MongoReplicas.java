package opcc.tracker.gateway.replicas;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.springframework.beans.factory.DisposableBean;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The database that replicas share, and the threads that wait for it, so that the event loop never does. */
public final class MongoReplicas implements DisposableBean {

    private static final String DATABASE = "gateway";

    private final MongoClient client;
    private final Scheduler threads = Schedulers.fromExecutorService(Executors.newVirtualThreadPerTaskExecutor());

    MongoReplicas(ReplicaSettings settings) {
        client = MongoClients.create(MongoClientSettings.builder()
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(1, TimeUnit.SECONDS))
                .applyToSocketSettings(
                        socket -> socket.connectTimeout(1, TimeUnit.SECONDS).readTimeout(1, TimeUnit.SECONDS))
                .applyToConnectionPoolSettings(pool -> pool.maxSize(16).maxWaitTime(1, TimeUnit.SECONDS))
                .applicationName("gateway")
                .applyConnectionString(new ConnectionString(settings.mongodbUri()))
                .build());
    }

    /** A collection of the gateway's. Only the threads of {@link #ask} may wait for it. */
    public MongoCollection<Document> collection(String name) {
        return client.getDatabase(DATABASE).getCollection(name);
    }

    /** Asks where waiting does no harm. */
    public <T> Mono<T> ask(Callable<T> question) {
        return Mono.fromCallable(question).subscribeOn(threads);
    }

    @Override
    public void destroy() {
        client.close();
        threads.dispose();
    }
}
