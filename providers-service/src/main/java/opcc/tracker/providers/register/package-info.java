/** The rules of the register: what an entry must be, who may see it, how it changes. */
@NullMarked
package opcc.tracker.providers.register;

import org.jspecify.annotations.NullMarked;
