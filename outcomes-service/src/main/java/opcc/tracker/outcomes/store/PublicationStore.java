package opcc.tracker.outcomes.store;

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
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import opcc.tracker.kit.idempotency.Command;
import opcc.tracker.kit.store.DuplicateKeys;
import opcc.tracker.kit.store.StoreIndexes;
import opcc.tracker.outcomes.releases.AuditReport;
import opcc.tracker.outcomes.releases.Publication;
import opcc.tracker.outcomes.releases.Publication.Cell;
import org.bson.Document;
import org.springframework.stereotype.Component;

/**
 * Published releases in the collection {@code publications}: a chain for each financial year, inserted and never changed. The
 * only unique index, and the shard key, is {@code _id}, year and number, so of two that are published at once one finds its
 * place taken. Holds the true counts of what is left out, too, for later audits.
 */
@Component
public final class PublicationStore {

    private static final String ID = "_id";
    private static final String YEAR = "year";
    private static final String NUMBER = "number";
    private static final String RELEASE = "draft._id";

    private final MongoCollection<Document> publications;

    /** Uses {@code database} and makes sure of the indexes. */
    public PublicationStore(MongoDatabase database) {
        this.publications = database.getCollection("publications");
        StoreIndexes.ensure(publications, Indexes.ascending(RELEASE));
        StoreIndexes.ensure(publications, Indexes.ascending(YEAR, NUMBER));
    }

    /** All that was published of a financial year, in its order. */
    public List<Publication> ofYear(String year) {
        return publications
                .find(Filters.eq(YEAR, year))
                .sort(Sorts.ascending(NUMBER))
                .map(PublicationStore::read)
                .into(new ArrayList<>());
    }

    /** How the release with this id was published; empty while it is a draft. */
    public Optional<Publication> find(String release) {
        return Optional.ofNullable(
                        publications.find(Filters.eq(RELEASE, release)).first())
                .map(PublicationStore::read);
    }

    /** The ids of all releases that are published. */
    public Set<String> ids() {
        Set<String> ids = new TreeSet<>();
        publications
                .find()
                .projection(Projections.include(RELEASE))
                .forEach(document ->
                        ids.add(document.get("draft", Document.class).getString(ID)));
        return ids;
    }

    /** Publishes, unless its place in the chain is taken. */
    public boolean insert(Publication publication) {
        try {
            publications.insertOne(write(publication));
            return true;
        } catch (MongoException e) {
            if (DuplicateKeys.isDuplicate(e)) {
                return false;
            }
            throw e;
        }
    }

    private static Document write(Publication publication) {
        String year = publication.draft().year();
        return new Document(ID, String.format(Locale.ROOT, "%s/%06d", year, publication.number()))
                .append(YEAR, year)
                .append(NUMBER, publication.number())
                .append("draft", DraftStore.write(publication.draft()))
                .append(
                        "cells",
                        publication.cells().stream()
                                .map(cell -> new Document("labels", cell.labels())
                                        .append("count", cell.count())
                                        .append("isShown", cell.isShown()))
                                .toList())
                .append("synthetic", publication.synthetic())
                .append("report", write(publication.report()))
                .append("publisher", publication.publisher())
                .append(
                        "publishedBy",
                        new Document("id", publication.publishedBy().id())
                                .append("requestHash", publication.publishedBy().requestHash()));
    }

    private static Document write(AuditReport report) {
        return new Document("publishedCells", report.publishedCells())
                .append("suppressedCells", report.suppressedCells())
                .append("secrets", report.secrets())
                .append("exposed", report.exposed())
                .append("releases", report.releases())
                .append("leastWidth", report.leastWidth())
                .append("withProtectedTables", report.withProtectedTables())
                .append("auditedAt", Date.from(report.auditedAt()));
    }

    private static Publication read(Document document) {
        Document publishedBy = document.get("publishedBy", Document.class);
        return new Publication(
                DraftStore.read(document.get("draft", Document.class)),
                document.getInteger(NUMBER),
                document.getList("cells", Document.class).stream()
                        .map(cell -> new Cell(
                                cell.getList("labels", String.class),
                                cell.getLong("count"),
                                cell.getBoolean("isShown")))
                        .toList(),
                document.getBoolean("synthetic"),
                readReport(document.get("report", Document.class)),
                document.getString("publisher"),
                new Command(publishedBy.getString("id"), publishedBy.getString("requestHash")));
    }

    private static AuditReport readReport(Document report) {
        return new AuditReport(
                report.getInteger("publishedCells"),
                report.getInteger("suppressedCells"),
                report.getInteger("secrets"),
                report.getInteger("exposed"),
                report.getInteger("releases"),
                report.getInteger("leastWidth"),
                report.getBoolean("withProtectedTables"),
                report.getDate("auditedAt").toInstant());
    }
}
