/** Keyed pseudonyms in the place of case references. */
@NullMarked
package opcc.tracker.outcomes.pseudonyms;

import org.jspecify.annotations.NullMarked;
