/** Refusals: what a caller is told when a call is not carried out. */
@NullMarked
package opcc.tracker.kit.refusal;

import org.jspecify.annotations.NullMarked;
