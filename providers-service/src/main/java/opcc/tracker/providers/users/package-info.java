/** The people who use the tracker, kept in Keycloak: who may sign in and as what. */
@NullMarked
package opcc.tracker.providers.users;

import org.jspecify.annotations.NullMarked;
