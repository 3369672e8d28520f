/** Who did what: a line for every call. */
@NullMarked
package opcc.tracker.kit.audit;

import org.jspecify.annotations.NullMarked;
