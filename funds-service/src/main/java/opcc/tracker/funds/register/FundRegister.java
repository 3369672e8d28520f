package opcc.tracker.funds.register;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import opcc.tracker.kit.access.Visibility;
import opcc.tracker.kit.idempotency.Command;
import opcc.tracker.kit.paging.Page;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.kit.store.DuplicateKeys;
import opcc.tracker.kit.store.StoreIndexes;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Funds in the collection {@code funds}, shard key {@code _id}. */
public final class FundRegister {

    private final MongoCollection<Document> funds;

    /** Funds never change, so that each is read once. */
    private final ConcurrentMap<String, Fund> known = new ConcurrentHashMap<>();

    /** Uses {@code database} and makes sure of the indexes. */
    public FundRegister(MongoDatabase database) {
        this.funds = database.getCollection("funds");
        StoreIndexes.ensure(funds, Indexes.ascending("area", "_id"));
        StoreIndexes.ensure(funds, Indexes.ascending("drawingProviders", "_id"));
    }

    /**
     * Opens a fund, once for the same command.
     *
     * @throws Refusal ALREADY_EXISTS if its id is taken
     */
    public Fund open(Fund fund) {
        try {
            funds.insertOne(write(fund));
            return fund;
        } catch (MongoException e) {
            if (!DuplicateKeys.isDuplicate(e)) {
                throw e;
            }
            return find(fund.id())
                    .filter(stored -> fund.createdBy().repeats(stored.createdBy()))
                    .orElseThrow(() -> Refusal.alreadyExists(fund.name()));
        }
    }

    /** The fund of this id. */
    public Optional<Fund> find(String id) {
        Fund fund = known.get(id);
        if (fund != null) {
            return Optional.of(fund);
        }
        Optional<Fund> found =
                Optional.ofNullable(funds.find(Filters.eq("_id", id)).first()).map(FundRegister::read);
        found.ifPresent(each -> known.put(id, each));
        return found;
    }

    /** The ids of all funds. */
    public List<String> ids() {
        return funds.find()
                .projection(Projections.include("_id"))
                .map(document -> document.getString("_id"))
                .into(new ArrayList<>());
    }

    /** The funds that the caller may see, of one area if {@code area} is not empty. */
    public Page.Cut<Fund> list(Page page, String area, Visibility visibility) {
        List<Bson> filters = new ArrayList<>();
        filters.add(Filters.gt("_id", page.after()));
        if (!area.isEmpty()) {
            filters.add(Filters.eq("area", area));
        }
        if (!visibility.everything()) {
            filters.add(visible(visibility));
        }
        List<Fund> found = funds.find(Filters.and(filters))
                .sort(Sorts.ascending("_id"))
                .limit(page.size() + 1)
                .map(FundRegister::read)
                .into(new ArrayList<>());
        return page.cut(found, Fund::id);
    }

    private static Bson visible(Visibility visibility) {
        List<Bson> either = new ArrayList<>();
        either.add(Filters.in("area", visibility.areas()));
        String provider = visibility.provider();
        if (provider != null) {
            either.add(Filters.eq("drawingProviders", provider));
        }
        return Filters.or(either);
    }

    private static Document write(Fund fund) {
        return new Document("_id", fund.id())
                .append("displayName", fund.displayName())
                .append("area", fund.area())
                .append("drawingProviders", fund.drawingProviders())
                .append("demonstration", fund.demonstration())
                .append("createdAt", Date.from(fund.createdAt()))
                .append(
                        "createdBy",
                        new Document("id", fund.createdBy().id())
                                .append("requestHash", fund.createdBy().requestHash()));
    }

    private static Fund read(Document document) {
        Document createdBy = document.get("createdBy", Document.class);
        return new Fund(
                document.getString("_id"),
                document.getString("displayName"),
                document.getString("area"),
                document.getList("drawingProviders", String.class),
                document.getBoolean("demonstration"),
                document.getDate("createdAt").toInstant(),
                new Command(createdBy.getString("id"), createdBy.getString("requestHash")));
    }
}
