/** The gateway measured beside Spring Cloud Gateway's own filter, Armeria's transcoder and a direct gRPC call. */
@NullMarked
package opcc.tracker.gatewaybench;

import org.jspecify.annotations.NullMarked;
