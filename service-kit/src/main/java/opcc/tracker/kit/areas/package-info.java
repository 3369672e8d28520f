/** The code list of police areas. */
@NullMarked
package opcc.tracker.kit.areas;

import org.jspecify.annotations.NullMarked;
