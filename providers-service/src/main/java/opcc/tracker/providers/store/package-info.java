/** How the register is kept in MongoDB. */
@NullMarked
package opcc.tracker.providers.store;

import org.jspecify.annotations.NullMarked;
