/** Views of the ledger that lie in the database for whoever reports on it, and can be rebuilt at any time. */
@NullMarked
package opcc.tracker.funds.views;

import org.jspecify.annotations.NullMarked;
