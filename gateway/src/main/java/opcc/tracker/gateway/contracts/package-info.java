/** Reads the contracts: every RPC with its HTTP rules, its access rule and its comments, from the descriptor set. */
@NullMarked
package opcc.tracker.gateway.contracts;

import org.jspecify.annotations.NullMarked;
