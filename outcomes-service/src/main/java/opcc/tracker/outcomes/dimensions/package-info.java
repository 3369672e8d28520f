/** What outcomes can be counted by. */
@NullMarked
package opcc.tracker.outcomes.dimensions;

import org.jspecify.annotations.NullMarked;
