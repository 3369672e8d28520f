/** Who the caller is. */
@NullMarked
package opcc.tracker.providers.sessions;

import org.jspecify.annotations.NullMarked;
