/** Budgets by category, virements between them, and what became of them. */
@NullMarked
package opcc.tracker.funds.budgets;

import org.jspecify.annotations.NullMarked;
