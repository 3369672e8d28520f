/** Rule 9 of the domain as far as single counts go. */
@NullMarked
package opcc.tracker.kit.disclosure;

import org.jspecify.annotations.NullMarked;
