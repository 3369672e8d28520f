package opcc.tracker.funds.budgets;

import java.util.List;
import opcc.tracker.v1.DrawCategoryEnum.DrawCategory;

/**
 * A financial year by category, plan beside fact.
 *
 * @param plan the year's budgets
 * @param rows one for each category with a budget, or of which something is spent or reserved, in the order of the code list
 * @param allocated pence allocated to the year
 */
public record BudgetTable(Plan plan, List<Row> rows, long allocated) {

    /**
     * Pence of a category; of all categories together if it is unspecified.
     *
     * @param category what is bought
     * @param budget planned
     * @param spent paid less refunded
     * @param reserved still reserved
     */
    public record Row(DrawCategory category, long budget, long spent, long reserved) {

        /** Pence of the budget that are neither spent nor reserved; below zero if it is overrun. */
        public long remaining() {
            return Math.subtractExact(Math.subtractExact(budget, spent), reserved);
        }

        /** Whether more is spent and reserved than planned. */
        public boolean isOverBudget() {
            return remaining() < 0;
        }

        private Row plus(Row other) {
            return new Row(
                    category,
                    Math.addExact(budget, other.budget),
                    Math.addExact(spent, other.spent),
                    Math.addExact(reserved, other.reserved));
        }
    }

    /** Copies the rows. */
    public BudgetTable {
        rows = List.copyOf(rows);
    }

    /** All rows together. */
    public Row totals() {
        return rows.stream().reduce(new Row(DrawCategory.DRAW_CATEGORY_UNSPECIFIED, 0, 0, 0), Row::plus);
    }

    /** Pence that are allocated to the year and in no budget; below zero if the budgets add up to more. */
    public long unbudgeted() {
        return Math.subtractExact(allocated, plan.total());
    }
}
