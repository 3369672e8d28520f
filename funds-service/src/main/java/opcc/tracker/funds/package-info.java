/** Emergency funds of the police areas. */
@NullMarked
package opcc.tracker.funds;

import org.jspecify.annotations.NullMarked;
