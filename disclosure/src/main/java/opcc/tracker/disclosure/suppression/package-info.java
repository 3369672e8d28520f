/** Cell suppression: figures are exact or left out, and what is left out cannot be worked out from the rest. */
@NullMarked
package opcc.tracker.disclosure.suppression;

import org.jspecify.annotations.NullMarked;
