/** Counting outcomes by dimensions. */
@NullMarked
package opcc.tracker.outcomes.tables;

import org.jspecify.annotations.NullMarked;
