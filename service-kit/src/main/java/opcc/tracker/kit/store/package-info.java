/** The connection to MongoDB. */
@NullMarked
package opcc.tracker.kit.store;

import org.jspecify.annotations.NullMarked;
