package opcc.tracker.kit.store;

import com.mongodb.MongoException;
import com.mongodb.client.MongoDatabase;
import org.bson.Document;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** A service without its store cannot serve: readiness says so. */
public final class StoreHealth implements HealthIndicator {

    private final MongoDatabase database;

    /** Watches {@code database}. */
    public StoreHealth(MongoDatabase database) {
        this.database = database;
    }

    @Override
    public Health health() {
        try {
            database.runCommand(new Document("ping", 1));
            return Health.up().build();
        } catch (MongoException e) {
            return Health.down().withDetail("store", "does not answer").build();
        }
    }
}
