/** How fast the ledger is, beside the usual way of doing it and beside the limit of the database. */
@NullMarked
package opcc.tracker.bench;

import org.jspecify.annotations.NullMarked;
