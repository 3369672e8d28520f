/** Files that are the same for everybody: kept in memory, and cached by browsers. */
@NullMarked
package opcc.tracker.gateway.site;

import org.jspecify.annotations.NullMarked;
