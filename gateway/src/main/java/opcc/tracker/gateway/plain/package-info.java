/** Plain calls, which are answered on their connection itself, before WebFlux would build a chain of steps for each. */
@NullMarked
package opcc.tracker.gateway.plain;

import org.jspecify.annotations.NullMarked;
