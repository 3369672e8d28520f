package opcc.tracker.outcomes.store;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import java.util.ArrayList;
import java.util.List;
import opcc.tracker.kit.store.DuplicateKeys;
import opcc.tracker.kit.store.StoreIndexes;
import opcc.tracker.outcomes.cube.CubeCell;
import org.bson.Document;
import org.springframework.stereotype.Component;

/**
 * The protected cells in the collection {@code cubes}, some hundred a document. The shard key is {@code _id}: tranche, digest
 * of all its cells, number of the part. A part is never changed.
 */
@Component
public final class CubeStore {

    private static final String ID = "_id";
    private static final String TRANCHE = "tranche";
    private static final String DIGEST = "digest";
    private static final String CELLS = "cells";

    private final MongoCollection<Document> cubes;

    /** Uses {@code database} and makes sure of the index. */
    public CubeStore(MongoDatabase database) {
        this.cubes = database.getCollection("cubes");
        StoreIndexes.ensure(cubes, Indexes.ascending(TRANCHE));
    }

    /** Stores a part, unless it is there. */
    public void put(String tranche, String digest, int part, List<CubeCell> cells) {
        try {
            cubes.insertOne(new Document(ID, id(tranche, digest, part))
                    .append(TRANCHE, tranche)
                    .append(DIGEST, digest)
                    .append(CELLS, cells.stream().map(CellDocument::of).toList()));
        } catch (MongoException e) {
            if (!DuplicateKeys.isDuplicate(e)) {
                throw e;
            }
        }
    }

    /** The cells of a tranche, in the order in which they were stored. */
    public List<CubeCell> read(String tranche, String digest, int parts) {
        List<CubeCell> cells = new ArrayList<>();
        CellDocument.Reader reader = new CellDocument.Reader();
        for (int part = 0; part < parts; part++) {
            Document document =
                    cubes.find(Filters.eq(ID, id(tranche, digest, part))).first();
            if (document == null) {
                throw new IllegalStateException("a part of the cube " + tranche + " is missing");
            }
            document.getList(CELLS, Document.class).forEach(cell -> cells.add(reader.read(cell)));
        }
        return cells;
    }

    /** Takes away what processes stored that did not come first. */
    public void clearOthers(String tranche, String digest) {
        cubes.deleteMany(Filters.regex(ID, PartIds.ofOthers(tranche, digest)));
    }

    private static String id(String tranche, String digest, int part) {
        return PartIds.of(tranche, digest, part);
    }
}
