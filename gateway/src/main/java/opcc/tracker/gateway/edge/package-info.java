/** What every request passes on its way in and out: request id, headers, access log. */
@NullMarked
package opcc.tracker.gateway.edge;

import org.jspecify.annotations.NullMarked;
