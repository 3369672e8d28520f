/** Payment files for the finance system, and what it did with them. */
@NullMarked
package opcc.tracker.funds.payments;

import org.jspecify.annotations.NullMarked;
