/** Who is calling: the caller's token, checked. */
@NullMarked
package opcc.tracker.kit.authentication;

import org.jspecify.annotations.NullMarked;
