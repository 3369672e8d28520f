/** Disclosure control of tables of counts, as a command without any service. */
@NullMarked
package opcc.tracker.disclosure;

import org.jspecify.annotations.NullMarked;
