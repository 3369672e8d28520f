package opcc.tracker.kit.idempotency;

import com.google.protobuf.ByteString;
import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Optional;
import opcc.tracker.kit.store.DuplicateKeys;
import opcc.tracker.kit.store.StoreIndexes;
import org.bson.Document;
import org.bson.types.Binary;

/** Answers in the collection {@code answers}, for thirty days; its shard key is {@code _id}, the command's id. */
public final class MongoAnswerStore implements AnswerStore {

    private final MongoCollection<Document> answers;
    private final Clock clock;

    /** Uses {@code database} and makes sure of the index that lets answers expire. */
    public MongoAnswerStore(MongoDatabase database, Clock clock) {
        this.answers = database.getCollection("answers");
        this.clock = clock;
        StoreIndexes.ensureExpiry(answers, Indexes.ascending("at"), Duration.ofDays(30));
    }

    @Override
    public Optional<InputStream> find(Command command) {
        return first(command).map(answer -> new ByteArrayInputStream(answer.getData()));
    }

    @Override
    public Optional<ByteString> remember(Command command, ByteString answer) {
        Document document = new Document("_id", command.id())
                .append("requestHash", command.requestHash())
                .append("answer", new Binary(answer.toByteArray()))
                .append("at", Date.from(clock.instant()));
        try {
            answers.insertOne(document);
            return Optional.empty();
        } catch (MongoException e) {
            if (!DuplicateKeys.isDuplicate(e)) {
                throw e;
            }
            return first(command).map(stored -> ByteString.copyFrom(stored.getData()));
        }
    }

    private Optional<Binary> first(Command command) {
        return Optional.ofNullable(answers.find(Filters.eq("_id", command.id())).first())
                .filter(found -> command.repeats(new Command(command.id(), found.getString("requestHash"))))
                .map(found -> found.get("answer", Binary.class));
    }
}
