/** What the ledgers say to finance: spend by groups, what things cost, how long the money lasts. */
@NullMarked
package opcc.tracker.funds.spend;

import org.jspecify.annotations.NullMarked;
