/** What keeps a failing or busy service from taking the others along: places, breakers, retries. */
@NullMarked
package opcc.tracker.gateway.protection;

import org.jspecify.annotations.NullMarked;
