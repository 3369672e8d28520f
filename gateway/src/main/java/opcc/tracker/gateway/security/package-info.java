/** Who may come in: the bearer token's checks and the coarse lock of roles. */
@NullMarked
package opcc.tracker.gateway.security;

import org.jspecify.annotations.NullMarked;
