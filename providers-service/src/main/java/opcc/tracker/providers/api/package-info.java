/** The register over gRPC, and who the caller is. */
@NullMarked
package opcc.tracker.providers.api;

import org.jspecify.annotations.NullMarked;
