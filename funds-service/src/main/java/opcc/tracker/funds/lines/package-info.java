/** A draw's money by its lines: the one place that splits payments and refunds. */
@NullMarked
package opcc.tracker.funds.lines;

import org.jspecify.annotations.NullMarked;
