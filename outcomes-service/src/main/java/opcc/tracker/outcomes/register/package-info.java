/** The register of services, asked over gRPC in the caller's name. */
@NullMarked
package opcc.tracker.outcomes.register;

import org.jspecify.annotations.NullMarked;
