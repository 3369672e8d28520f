/** The funds themselves. */
@NullMarked
package opcc.tracker.funds.register;

import org.jspecify.annotations.NullMarked;
