/** Keyed pseudonyms in the place of case references. */
@NullMarked
package opcc.tracker.kit.pseudonyms;

import org.jspecify.annotations.NullMarked;
