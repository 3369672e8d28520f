package opcc.tracker.outcomes.store;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import opcc.tracker.outcomes.cube.CubeCell;
import opcc.tracker.outcomes.dimensions.Dimension;
import opcc.tracker.outcomes.dimensions.Value;
import opcc.tracker.v1.NeedEnum.Need;
import org.bson.Document;

/** A protected cell as a document: a value is the places of its codes and its name; what is not stated is left out. */
final class CellDocument {

    private static final String AREA = "area";
    private static final String SERVICE = "service";
    private static final String VALUES = "values";
    private static final String CHANGES = "changes";
    private static final String COUNT = "count";

    private CellDocument() {}

    static Document of(CubeCell cell) {
        Document values = new Document();
        new TreeMap<>(cell.values()).forEach((dimension, value) -> {
            if (!value.equals(Value.NOT_STATED)) {
                values.append(dimension.label(), new Document("places", value.places()).append("code", value.code()));
            }
        });
        Document document = new Document(AREA, cell.area())
                .append(SERVICE, cell.service())
                .append(VALUES, values)
                .append(COUNT, cell.count());
        if (!cell.changes().isEmpty()) {
            Document changes = new Document();
            new TreeMap<>(cell.changes()).forEach((need, change) -> changes.append(need.name(), change));
            document.append(CHANGES, changes);
        }
        return document;
    }

    /** Reads many cells, and keeps each text and value once. */
    static final class Reader {

        private final Map<Object, Object> known = new HashMap<>();

        CubeCell read(Document document) {
            Document stored = document.get(VALUES, Document.class);
            Map<Dimension, Value> values = new EnumMap<>(Dimension.class);
            for (Dimension dimension : Dimension.values()) {
                Document value = stored.get(dimension.label(), Document.class);
                values.put(
                        dimension,
                        value == null
                                ? Value.NOT_STATED
                                : once(new Value(
                                        value.getList("places", Integer.class, List.of()), value.getString("code"))));
            }
            Document changed = document.get(CHANGES, new Document());
            Map<Need, Integer> changes = new EnumMap<>(Need.class);
            changed.forEach((need, change) -> changes.put(Need.valueOf(need), (Integer) change));
            return new CubeCell(
                    once(document.getString(AREA)),
                    once(document.getString(SERVICE)),
                    once(Map.copyOf(values)),
                    once(Map.copyOf(changes)),
                    document.getLong(COUNT));
        }

        @SuppressWarnings("unchecked")
        private <T> T once(T value) {
            return (T) known.computeIfAbsent(value, same -> same);
        }
    }
}
