/** Draws and the rules of their states. */
@NullMarked
package opcc.tracker.funds.draws;

import org.jspecify.annotations.NullMarked;
