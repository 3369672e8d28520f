/** The OpenAPI 3.1 document, made from the contracts. */
@NullMarked
package opcc.tracker.gateway.openapi;

import org.jspecify.annotations.NullMarked;
