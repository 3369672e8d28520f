/** How batches of outcomes are kept in MongoDB. */
@NullMarked
package opcc.tracker.outcomes.store;

import org.jspecify.annotations.NullMarked;
