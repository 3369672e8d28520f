package opcc.tracker.funds.spend;

import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import opcc.tracker.v1.DrawCategoryEnum.DrawCategory;
import opcc.tracker.v1.FundingStreamEnum.FundingStream;

/**
 * A financial year of some funds, added up by groups.
 *
 * @param rows figures by group, in their order
 * @param totals all of them together
 */
public record SpendTable(Map<Group, Figures> rows, Figures totals) {

    private static final Set<Grouping> OF_ALLOCATIONS = EnumSet.of(Grouping.AREA, Grouping.STREAM);
    private static final Set<Grouping> OF_BUDGETS = EnumSet.of(Grouping.AREA, Grouping.CATEGORY);

    /**
     * What a row is for. What is not grouped by is empty or unspecified.
     *
     * @param month such as 2026-04
     * @param area code of a police area
     * @param category what was bought
     * @param provider {@code providers/...}
     * @param stream where the money comes from
     */
    public record Group(String month, String area, DrawCategory category, String provider, FundingStream stream)
            implements Comparable<Group> {

        private static final Comparator<Group> ORDER = Comparator.comparing(Group::month)
                .thenComparing(Group::area)
                .thenComparing(Group::category)
                .thenComparing(Group::provider)
                .thenComparing(Group::stream);

        @Override
        public int compareTo(Group other) {
            return ORDER.compare(this, other);
        }

        private static Group of(Movement movement, Set<Grouping> by) {
            return new Group(
                    by.contains(Grouping.MONTH) ? movement.month().toString() : "",
                    by.contains(Grouping.AREA) ? movement.area() : "",
                    by.contains(Grouping.CATEGORY) ? movement.category() : DrawCategory.DRAW_CATEGORY_UNSPECIFIED,
                    by.contains(Grouping.PROVIDER) ? movement.provider() : "",
                    by.contains(Grouping.STREAM) ? movement.stream() : FundingStream.FUNDING_STREAM_UNSPECIFIED);
        }
    }

    /**
     * Pence of a group.
     *
     * @param spent paid out
     * @param refunded came back
     * @param reserved reserved now
     * @param allocated put in
     * @param budget planned
     */
    public record Figures(long spent, long refunded, long reserved, long allocated, long budget) {

        static final Figures ZERO = new Figures(0, 0, 0, 0, 0);

        /** Spent less refunded. */
        public long net() {
            return Math.subtractExact(spent, refunded);
        }

        Figures plus(Figures other) {
            return new Figures(
                    Math.addExact(spent, other.spent),
                    Math.addExact(refunded, other.refunded),
                    Math.addExact(reserved, other.reserved),
                    Math.addExact(allocated, other.allocated),
                    Math.addExact(budget, other.budget));
        }

        private static Figures of(Movement movement) {
            return switch (movement.kind()) {
                case SPENT -> new Figures(movement.amount(), 0, 0, 0, 0);
                case REFUNDED -> new Figures(0, movement.amount(), 0, 0, 0);
                case RESERVED -> new Figures(0, 0, movement.amount(), 0, 0);
                case ALLOCATED -> new Figures(0, 0, 0, movement.amount(), 0);
                case BUDGETED -> new Figures(0, 0, 0, 0, movement.amount());
            };
        }
    }

    /** Adds up the funds' year. */
    public static SpendTable of(Collection<FundSpend> funds, String financialYear, Set<Grouping> by) {
        List<Movement> movements = funds.stream()
                .flatMap(fund -> fund.movements().stream())
                .filter(movement -> movement.financialYear().equals(financialYear))
                .toList();
        Map<Group, Figures> rows = new TreeMap<>();
        Figures totals = Figures.ZERO;
        for (Movement movement : movements) {
            Figures figures = Figures.of(movement);
            totals = totals.plus(figures);
            if (hasRow(movement.kind(), by)) {
                rows.merge(Group.of(movement, by), figures, Figures::plus);
            }
        }
        return new SpendTable(rows, totals);
    }

    private static boolean hasRow(Movement.Kind kind, Set<Grouping> by) {
        return switch (kind) {
            case ALLOCATED -> areAllocatedBy(by);
            case BUDGETED -> areBudgetedBy(by);
            case SPENT, REFUNDED, RESERVED -> true;
        };
    }

    /** Whether rows by these groupings say what was allocated: money is not allocated to a category, month or provider. */
    public static boolean areAllocatedBy(Set<Grouping> by) {
        return OF_ALLOCATIONS.containsAll(by);
    }

    /** Whether rows by these groupings say what was budgeted: a budget is for no month, provider or stream. */
    public static boolean areBudgetedBy(Set<Grouping> by) {
        return OF_BUDGETS.containsAll(by);
    }

    /** What the funds' nights and draws of the year cost. */
    public static UnitCosts unitCosts(Collection<FundSpend> funds, String financialYear) {
        return funds.stream().map(fund -> fund.unitCosts(financialYear)).reduce(UnitCosts.NONE, UnitCosts::plus);
    }
}
