/** Files of outcomes: read, checked row by row, and taken in without ever being stored. */
@NullMarked
package opcc.tracker.outcomes.uploads;

import org.jspecify.annotations.NullMarked;
