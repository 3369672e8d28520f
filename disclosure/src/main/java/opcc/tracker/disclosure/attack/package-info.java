/**
 * What a reader can work out from published figures: the attack that every release has to withstand. It knows nothing of
 * how cells were chosen for suppression, only what was said.
 */
@NullMarked
package opcc.tracker.disclosure.attack;

import org.jspecify.annotations.NullMarked;
