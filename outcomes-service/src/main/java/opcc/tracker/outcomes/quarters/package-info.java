/** The life of a quarter: collecting, freezing, frozen, revised. */
@NullMarked
package opcc.tracker.outcomes.quarters;

import org.jspecify.annotations.NullMarked;
