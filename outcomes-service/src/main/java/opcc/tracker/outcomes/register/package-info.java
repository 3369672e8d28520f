/** The register of services, as far as outcomes need it. */
@NullMarked
package opcc.tracker.outcomes.register;

import org.jspecify.annotations.NullMarked;
