/** What a way of protecting a table gives back, whichever way it is. */
@NullMarked
package opcc.tracker.disclosure.protection;

import org.jspecify.annotations.NullMarked;
