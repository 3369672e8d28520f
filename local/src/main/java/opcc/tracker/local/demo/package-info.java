/** Loads the demonstration data through the public API, as the people who would enter it. */
@NullMarked
package opcc.tracker.local.demo;

import org.jspecify.annotations.NullMarked;
