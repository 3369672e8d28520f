/** Who is calling, once the door has opened: for limits, logs and audit. */
@NullMarked
package opcc.tracker.gateway.callers;

import org.jspecify.annotations.NullMarked;
