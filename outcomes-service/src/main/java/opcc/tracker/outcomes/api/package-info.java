/** Outcomes over gRPC. */
@NullMarked
package opcc.tracker.outcomes.api;

import org.jspecify.annotations.NullMarked;
