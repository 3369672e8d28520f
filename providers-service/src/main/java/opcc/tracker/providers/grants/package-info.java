/** The grants of an office as open data in the 360Giving standard. */
@NullMarked
package opcc.tracker.providers.grants;

import org.jspecify.annotations.NullMarked;
