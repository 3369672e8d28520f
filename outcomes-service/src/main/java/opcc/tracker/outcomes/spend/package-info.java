/** What the funds spent, as far as measures of outcomes need it. */
@NullMarked
package opcc.tracker.outcomes.spend;

import org.jspecify.annotations.NullMarked;
