package opcc.tracker.disclosure.table;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/**
 * A table of counts: inner cells (the finest, as listed) and published cells, which are every choice for each dimension of a
 * code, a group or {@code Total} that has at least one listed inner cell. Both are numbered from 0 in the order of their
 * names, so that the order of the input's rows means nothing. Values are counts of people.
 */
public final class Table {
    /** The name of the margin over a whole dimension. */
    public static final String TOTAL = Names.TOTAL;

    private final List<Dimension> dimensions;
    private final List<String> names;
    private final long[] strides;
    private final long[] inner;
    private final int[] publishedOfInner;
    private final long[] keys;
    private final long[] values;
    private final Rows parts;
    private final Rows margins;
    private final int[] relationTotals;
    private final Rows relationParts;

    Table(TableBuilder built) {
        dimensions = built.dimensions;
        names = dimensions.stream().map(Dimension::name).toList();
        strides = built.strides;
        inner = built.inner;
        publishedOfInner = built.publishedOfInner;
        keys = built.keys;
        values = built.values;
        parts = built.parts;
        margins = built.margins;
        relationTotals = built.relationTotals;
        relationParts = built.relationParts;
    }

    /** The dimensions' names, in the order of the input's columns. */
    public List<String> dimensionNames() {
        return names;
    }

    /** How many inner cells are listed, those with a count of zero included. */
    public int innerCount() {
        return inner.length;
    }

    /** The count of an inner cell. */
    public long inner(int i) {
        return inner[i];
    }

    /** How many cells are published, inner ones included. */
    public int publishedCount() {
        return values.length;
    }

    /** The true value of a published cell. */
    public long value(int c) {
        return values[c];
    }

    /** The code, group or {@code Total} of a published cell in a dimension. */
    public String label(int c, int dimension) {
        Dimension at = dimensions.get(dimension);
        return at.label((int) (keys[c] / strides[dimension] % at.size()));
    }

    /** The inner cells that a published cell adds up, ascending; a copy. */
    public int[] parts(int c) {
        return parts.row(c);
    }

    /** How many inner cells a published cell adds up. */
    public int partCount(int c) {
        return parts.length(c);
    }

    /** One of the inner cells that a published cell adds up, without a copy of all. */
    public int part(int c, int index) {
        return parts.item(c, index);
    }

    /** The published cells that an inner cell is part of, itself included, ascending; a copy. */
    public int[] margins(int i) {
        return margins.row(i);
    }

    /** The published cell that is the inner cell itself. */
    public int publishedOfInner(int i) {
        return publishedOfInner[i];
    }

    /** Every addition that a reader can do; the records are made when asked for, since there are millions. */
    public List<Relation> relations() {
        return new RelationList();
    }

    private final class RelationList extends AbstractList<Relation> implements RandomAccess {
        @Override
        public Relation get(int index) {
            return new Relation(relationTotals[index], relationParts.row(index));
        }

        @Override
        public int size() {
            return relationTotals.length;
        }
    }
}
