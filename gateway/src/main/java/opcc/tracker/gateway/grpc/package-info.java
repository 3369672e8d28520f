/** Native gRPC through the same port and under the same policy: messages pass as bytes, never decoded. */
@NullMarked
package opcc.tracker.gateway.grpc;

import org.jspecify.annotations.NullMarked;
