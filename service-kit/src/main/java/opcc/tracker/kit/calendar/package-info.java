/** Financial years and their quarters. */
@NullMarked
package opcc.tracker.kit.calendar;

import org.jspecify.annotations.NullMarked;
