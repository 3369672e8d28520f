/** The one mapping of errors to RFC 9457 problem details. */
@NullMarked
package opcc.tracker.gateway.problems;

import org.jspecify.annotations.NullMarked;
