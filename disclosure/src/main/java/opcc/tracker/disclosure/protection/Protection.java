package opcc.tracker.disclosure.protection;

import opcc.tracker.disclosure.table.Table;

/** A way of protecting a table. The same table and the same protection (its seed included) always give the same result. */
@FunctionalInterface
public interface Protection {
    /** Decides what is published for each published cell. */
    Protected protect(Table table);
}
