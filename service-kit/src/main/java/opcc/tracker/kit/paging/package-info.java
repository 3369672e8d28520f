/** Pages of lists. */
@NullMarked
package opcc.tracker.kit.paging;

import org.jspecify.annotations.NullMarked;
