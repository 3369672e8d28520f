package opcc.tracker.outcomes.store;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import opcc.tracker.kit.access.Visibility;
import opcc.tracker.kit.idempotency.Command;
import opcc.tracker.kit.paging.Page;
import opcc.tracker.kit.store.DuplicateKeys;
import opcc.tracker.kit.store.StoreIndexes;
import opcc.tracker.outcomes.returns.StatedReturn;
import opcc.tracker.outcomes.returns.StatedRow;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;

/** Aggregate returns in the collection {@code aggregateReturns}, one document each; the shard key is {@code _id}, the id. */
@Component
public final class AggregateReturnStore {

    private static final String ID = "_id";
    private static final String AREA = "area";
    private static final String COMMAND_ID = "enteredBy.id";

    private final MongoCollection<Document> returns;

    /** Uses {@code database} and makes sure of the index. */
    public AggregateReturnStore(MongoDatabase database) {
        this.returns = database.getCollection("aggregateReturns");
        StoreIndexes.ensure(returns, Indexes.ascending(COMMAND_ID));
    }

    /** The return with this id. */
    public Optional<StatedReturn> find(String id) {
        return first(Filters.eq(ID, id));
    }

    /** The return that the command with this id entered. */
    public Optional<StatedReturn> findByCommand(String commandId) {
        return first(Filters.eq(COMMAND_ID, commandId));
    }

    /** Adds a return, unless its id is taken. */
    public boolean insert(StatedReturn stated) {
        try {
            returns.insertOne(write(stated));
            return true;
        } catch (MongoException e) {
            if (DuplicateKeys.isDuplicate(e)) {
                return false;
            }
            throw e;
        }
    }

    /** A page of the returns that {@code visibility} shows, of one area or period if these are not empty. */
    public Page.Cut<StatedReturn> list(Page page, String area, String period, Visibility visibility) {
        List<Bson> filters = new ArrayList<>(List.of(Filters.gt(ID, page.after())));
        if (!area.isEmpty()) {
            filters.add(Filters.eq(AREA, area));
        }
        if (!period.isEmpty()) {
            filters.add(Filters.eq("period", period));
        }
        if (!visibility.everything()) {
            filters.add(visible(visibility));
        }
        List<StatedReturn> found = returns.find(Filters.and(filters))
                .sort(Sorts.ascending(ID))
                .limit(page.size() + 1)
                .map(AggregateReturnStore::read)
                .into(new ArrayList<>());
        return page.cut(found, StatedReturn::id);
    }

    /** As {@link StatedReturn#scope()} has it. */
    private static Bson visible(Visibility visibility) {
        Bson theirs = Filters.in(AREA, visibility.areas());
        return visibility.areas().isEmpty()
                ? theirs
                : Filters.or(
                        theirs, Filters.and(Filters.eq("published", true), Filters.in(AREA, StatedReturn.NATIONAL)));
    }

    private Optional<StatedReturn> first(Bson filter) {
        return Optional.ofNullable(returns.find(filter).first()).map(AggregateReturnStore::read);
    }

    private static Document write(StatedReturn stated) {
        StatedReturn.Heading heading = stated.heading();
        return new Document(ID, stated.id())
                .append("title", heading.title())
                .append("source", heading.source())
                .append(AREA, heading.area())
                .append("period", heading.period())
                .append("published", heading.published())
                .append("publishDate", heading.publishDate())
                .append(
                        "rows",
                        stated.rows().stream().map(AggregateReturnStore::write).toList())
                .append("author", stated.author())
                .append("enteredAt", Date.from(stated.enteredAt()))
                .append(
                        "enteredBy",
                        new Document("id", stated.enteredBy().id())
                                .append("requestHash", stated.enteredBy().requestHash()));
    }

    private static Document write(StatedRow row) {
        return new Document("counted", row.counted())
                .append("dimension", row.dimension())
                .append("total", row.total())
                .append(
                        "parts",
                        row.parts().stream()
                                .map(part -> new Document("value", part.value())
                                        .append("count", part.count())
                                        .append("percent", part.percent()))
                                .toList());
    }

    private static StatedReturn read(Document document) {
        Document enteredBy = document.get("enteredBy", Document.class);
        return new StatedReturn(
                document.getString(ID),
                new StatedReturn.Heading(
                        document.getString("title"),
                        document.getString("source"),
                        document.getString(AREA),
                        document.getString("period"),
                        document.getBoolean("published"),
                        document.getString("publishDate")),
                document.getList("rows", Document.class).stream()
                        .map(AggregateReturnStore::readRow)
                        .toList(),
                document.getString("author"),
                document.getDate("enteredAt").toInstant(),
                new Command(enteredBy.getString("id"), enteredBy.getString("requestHash")));
    }

    private static StatedRow readRow(Document row) {
        return new StatedRow(
                row.getString("counted"),
                row.getString("dimension"),
                row.getLong("total"),
                row.getList("parts", Document.class).stream()
                        .map(part -> new StatedRow.Part(
                                part.getString("value"), part.getLong("count"), part.getString("percent")))
                        .toList());
    }
}
