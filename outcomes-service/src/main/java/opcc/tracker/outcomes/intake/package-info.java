/** Taking in outcomes: what a batch must be, and that it is stored whole or not at all. */
@NullMarked
package opcc.tracker.outcomes.intake;

import org.jspecify.annotations.NullMarked;
