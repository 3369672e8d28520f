/** Who may call what: the access options of the protos, enforced. */
@NullMarked
package opcc.tracker.kit.access;

import org.jspecify.annotations.NullMarked;
