/** Outcomes of support: taken in without anything that identifies a person, given out as tables. */
@NullMarked
package opcc.tracker.outcomes;

import org.jspecify.annotations.NullMarked;
