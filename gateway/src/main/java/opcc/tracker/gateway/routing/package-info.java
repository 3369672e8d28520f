/** Routes made from the contracts, and the gRPC calls behind them. */
@NullMarked
package opcc.tracker.gateway.routing;

import org.jspecify.annotations.NullMarked;
