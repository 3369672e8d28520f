/** Generated tables to try and measure protection on. */
@NullMarked
package opcc.tracker.disclosure.samples;

import org.jspecify.annotations.NullMarked;
