/** The register over gRPC, asked in the caller's name. */
@NullMarked
package opcc.tracker.outcomes.register.api;

import org.jspecify.annotations.NullMarked;
