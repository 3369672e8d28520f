/** The ledger of a fund: entries that are only ever appended, one stream a fund. */
@NullMarked
package opcc.tracker.funds.ledger;

import org.jspecify.annotations.NullMarked;
