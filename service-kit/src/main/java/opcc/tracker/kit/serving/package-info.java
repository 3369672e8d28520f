/** The gRPC server that the services share. */
@NullMarked
package opcc.tracker.kit.serving;

import org.jspecify.annotations.NullMarked;
