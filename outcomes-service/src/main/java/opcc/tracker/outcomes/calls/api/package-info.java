/** Calls to other services over gRPC, in the caller's name. */
@NullMarked
package opcc.tracker.outcomes.calls.api;

import org.jspecify.annotations.NullMarked;
