/** Measures of outcomes: sums and shares of the protected counts of frozen quarters, and of nothing else. */
@NullMarked
package opcc.tracker.outcomes.measures;

import org.jspecify.annotations.NullMarked;
