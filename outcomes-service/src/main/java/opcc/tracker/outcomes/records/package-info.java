/** What is kept of an outcome, and what a batch of them must be. */
@NullMarked
package opcc.tracker.outcomes.records;

import org.jspecify.annotations.NullMarked;
