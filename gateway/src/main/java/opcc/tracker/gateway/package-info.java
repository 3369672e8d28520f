/** The gateway: Spring Cloud Gateway before the gRPC services. */
@NullMarked
package opcc.tracker.gateway;

import org.jspecify.annotations.NullMarked;
