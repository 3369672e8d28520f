/** The names by which a request is followed through the tracker. */
@NullMarked
package opcc.tracker.gateway.tracing;

import org.jspecify.annotations.NullMarked;
