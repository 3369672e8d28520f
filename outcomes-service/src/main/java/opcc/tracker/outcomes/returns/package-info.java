/** Figures that arrive as totals only: kept as stated, with the difference of totals and parts shown. */
@NullMarked
package opcc.tracker.outcomes.returns;

import org.jspecify.annotations.NullMarked;
