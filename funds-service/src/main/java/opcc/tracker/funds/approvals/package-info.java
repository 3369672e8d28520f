/** The approval policy of a fund: who may approve what, and when a second person is needed. */
@NullMarked
package opcc.tracker.funds.approvals;

import org.jspecify.annotations.NullMarked;
