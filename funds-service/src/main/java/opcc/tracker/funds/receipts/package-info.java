/** Receipts of draws. */
@NullMarked
package opcc.tracker.funds.receipts;

import org.jspecify.annotations.NullMarked;
