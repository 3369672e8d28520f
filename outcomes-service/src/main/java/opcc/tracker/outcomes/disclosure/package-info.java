/** What of a count may be shown. */
@NullMarked
package opcc.tracker.outcomes.disclosure;

import org.jspecify.annotations.NullMarked;
