/** The tracker as a whole: which parts it has, how they find each other, and where they keep their state. */
@NullMarked
package opcc.tracker.local.stack;

import org.jspecify.annotations.NullMarked;
