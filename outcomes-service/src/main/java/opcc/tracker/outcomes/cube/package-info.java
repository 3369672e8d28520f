/** The protected cube: the counts of a frozen quarter after small-count rounding, from which every table is computed. */
@NullMarked
package opcc.tracker.outcomes.cube;

import org.jspecify.annotations.NullMarked;
