/** What is kept of outcomes. */
@NullMarked
package opcc.tracker.outcomes.records;

import org.jspecify.annotations.NullMarked;
