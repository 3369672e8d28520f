/** Sign-in by browser: the gateway is Keycloak's client, the browser holds a sealed cookie and no token (docs/access.md). */
@NullMarked
package opcc.tracker.gateway.console;

import org.jspecify.annotations.NullMarked;
