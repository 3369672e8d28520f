/** Controlled rounding of small counts: every published count is zero or at least the base, and everything still adds up. */
@NullMarked
package opcc.tracker.disclosure.rounding;

import org.jspecify.annotations.NullMarked;
