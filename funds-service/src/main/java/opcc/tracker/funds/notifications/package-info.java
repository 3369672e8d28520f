/** Tells a fund's approvers of what waits for them, by GOV.UK Notify. */
@NullMarked
package opcc.tracker.funds.notifications;

import org.jspecify.annotations.NullMarked;
