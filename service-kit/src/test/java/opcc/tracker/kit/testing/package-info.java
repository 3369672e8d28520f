/** What the services' tests stand on: a realm that signs tokens, a MongoDB over a real socket, a running service. */
@NullMarked
package opcc.tracker.kit.testing;

import org.jspecify.annotations.NullMarked;
