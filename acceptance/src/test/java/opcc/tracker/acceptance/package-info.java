/** The whole tracker, as its users meet it. */
@NullMarked
package opcc.tracker.acceptance;

import org.jspecify.annotations.NullMarked;
