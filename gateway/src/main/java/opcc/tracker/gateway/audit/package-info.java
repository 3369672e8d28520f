/** What the services never hear of, since the gateway refused it. */
@NullMarked
package opcc.tracker.gateway.audit;

import org.jspecify.annotations.NullMarked;
