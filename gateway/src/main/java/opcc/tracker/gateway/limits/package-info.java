/** How often somebody may ask: by caller and by role, in memory or shared between replicas. */
@NullMarked
package opcc.tracker.gateway.limits;

import org.jspecify.annotations.NullMarked;
