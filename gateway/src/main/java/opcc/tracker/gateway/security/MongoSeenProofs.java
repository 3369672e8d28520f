package opcc.tracker.gateway.security;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import opcc.tracker.gateway.problems.GatewayProblems;
import opcc.tracker.gateway.problems.ProblemException;
import opcc.tracker.gateway.replicas.MongoExpiry;
import opcc.tracker.gateway.replicas.MongoReplicas;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Remembers proofs for all replicas: of those that insert the same one at once, one succeeds. */
final class MongoSeenProofs implements SeenProofs {

    private static final Logger LOG = LoggerFactory.getLogger(MongoSeenProofs.class);

    private final MongoReplicas replicas;
    private final MongoCollection<Document> collection;
    private final MongoExpiry expiry;
    private final Duration kept;
    private final Duration patience;
    private final Clock clock;

    /**
     * For as long as the database answers.
     *
     * @param kept how long a proof is remembered
     * @param patience how long an answer may take
     */
    MongoSeenProofs(MongoReplicas replicas, Duration kept, Duration patience, Clock clock) {
        this.replicas = replicas;
        this.collection = replicas.collection("proofs");
        this.expiry = new MongoExpiry(collection);
        this.kept = kept;
        this.patience = patience;
        this.clock = clock;
    }

    @Override
    public Mono<Boolean> isNew(DpopProof proof) {
        return replicas.ask(() -> note(proof.digest())).timeout(patience).onErrorMap(failure -> {
            LOG.warn(
                    "The store of proofs does not answer: {}",
                    failure.getClass().getSimpleName());
            return new ProblemException(GatewayProblems.proofsUnavailable());
        });
    }

    private boolean note(String name) {
        expiry.ensure();
        try {
            collection.insertOne(new Document("_id", name)
                    .append(MongoExpiry.FORGET_AT, Date.from(clock.instant().plus(kept))));
            return true;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }
}
