/** What becomes of outcomes in the end: erased when asked for, removed when their time is over. */
@NullMarked
package opcc.tracker.outcomes.retention;

import org.jspecify.annotations.NullMarked;
