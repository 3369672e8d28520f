/** The gRPC calls, turned into questions and commands of the domain. */
@NullMarked
package opcc.tracker.funds.api;

import org.jspecify.annotations.NullMarked;
