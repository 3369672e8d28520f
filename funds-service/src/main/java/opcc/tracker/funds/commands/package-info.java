/** What the jar does besides serving: commands for whoever keeps the ledger. */
@NullMarked
package opcc.tracker.funds.commands;

import org.jspecify.annotations.NullMarked;
