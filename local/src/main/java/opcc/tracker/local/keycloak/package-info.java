/** A real Keycloak with the realm of this project. */
@NullMarked
package opcc.tracker.local.keycloak;

import org.jspecify.annotations.NullMarked;
