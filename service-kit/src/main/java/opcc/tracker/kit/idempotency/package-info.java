/** The same command twice has one effect and one answer. */
@NullMarked
package opcc.tracker.kit.idempotency;

import org.jspecify.annotations.NullMarked;
