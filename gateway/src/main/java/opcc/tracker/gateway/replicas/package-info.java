/** What the replicas of the gateway know of each other. */
@NullMarked
package opcc.tracker.gateway.replicas;

import org.jspecify.annotations.NullMarked;
