/** The funds over gRPC, asked in the caller's name. */
@NullMarked
package opcc.tracker.outcomes.spend.api;

import org.jspecify.annotations.NullMarked;
