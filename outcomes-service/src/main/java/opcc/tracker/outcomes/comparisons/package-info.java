/** The people who were supported beside what is published of the National Referral Mechanism. */
@NullMarked
package opcc.tracker.outcomes.comparisons;

import org.jspecify.annotations.NullMarked;
