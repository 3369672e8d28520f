package opcc.tracker.funds.budgets;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import opcc.tracker.funds.ledger.Content;
import opcc.tracker.funds.ledger.Entry;
import opcc.tracker.v1.DrawCategoryEnum.DrawCategory;
import opcc.tracker.v1.VirementStateEnum.VirementState;

/**
 * A fund's budgets and virements as its entries make them, beside what is allocated, spent and reserved. The part of a fund's state
 * that {@link BudgetRules} decide on. Takes the fund's entries in their order and from the first on. Not safe for several threads.
 */
public final class Budgets {

    private final Plans plans;
    private final Committed committed;
    private final Layers<String, Long> allocated;
    private final Layers<String, Virement> virements;
    private int virementCount;

    /** Of a fund without entries. */
    public Budgets() {
        this(new Plans(), new Committed(), new Layers<>(), new Layers<>(), 0);
    }

    private Budgets(
            Plans plans,
            Committed committed,
            Layers<String, Long> allocated,
            Layers<String, Virement> virements,
            int virementCount) {
        this.plans = plans;
        this.committed = committed;
        this.allocated = allocated;
        this.virements = virements;
        this.virementCount = virementCount;
    }

    /** Budgets to try entries on; these stay as they are, and must not change while the draft is used. */
    public Budgets draft() {
        return new Budgets(plans.draft(), committed.draft(), allocated.draft(), virements.draft(), virementCount);
    }

    /** Takes in the next entry. */
    public void take(Entry entry) {
        plans.take(entry);
        committed.take(entry);
        switch (entry.fact().content()) {
            case Content.Allocated(var _, var year) ->
                allocate(year, entry.fact().amount());
            case Content.YearClosed closed ->
                closed.carriedForward()
                        .list()
                        .forEach(part -> allocate(closed.following(part.pot()).financialYear(), part.amount()));
            case Content.Virement virement -> take(entry, virement);
            default -> {}
        }
    }

    private void allocate(String year, long amount) {
        allocated.put(year, Math.addExact(allocated(year), amount));
    }

    private void take(Entry entry, Content.Virement content) {
        switch (entry.fact().kind()) {
            case VIREMENT_REQUESTED -> {
                virementCount++;
                virements.put(content.id(), Virement.requested(entry, content));
            }
            case VIREMENT_APPROVED -> decide(entry, content, VirementState.APPROVED);
            case VIREMENT_REJECTED -> decide(entry, content, VirementState.REJECTED);
            case VIREMENT_WITHDRAWN -> decide(entry, content, VirementState.WITHDRAWN);
            default -> throw new IllegalStateException(entry.name() + " does nothing to a virement");
        }
    }

    private void decide(Entry entry, Content.Virement content, VirementState state) {
        Virement before = virements.get(content.id());
        if (before == null) {
            throw new IllegalStateException(entry.name() + " decides a virement that nobody asked for");
        }
        virements.put(content.id(), before.decided(entry, content, state));
    }

    /** The budgets of a year. */
    public Plan plan(String financialYear) {
        return plans.of(financialYear);
    }

    /** Pence allocated to a year or carried into it; what a closed year gave back is still in it. */
    public long allocated(String financialYear) {
        return allocated.get(financialYear, 0L);
    }

    /** A category of a year, plan beside fact. */
    public BudgetTable.Row row(String financialYear, DrawCategory category) {
        Committed.Amounts amounts = committed.of(financialYear, category);
        return new BudgetTable.Row(category, plan(financialYear).of(category), amounts.spent(), amounts.reserved());
    }

    /** A year by category. */
    public BudgetTable table(String financialYear) {
        Plan plan = plan(financialYear);
        return new BudgetTable(
                plan,
                Stream.of(DrawCategory.values())
                        .map(category -> row(financialYear, category))
                        .filter(row ->
                                plan.amounts().containsKey(row.category()) || row.spent() != 0 || row.reserved() != 0)
                        .toList(),
                allocated(financialYear));
    }

    /**
     * The categories of a draw's lines that are over a year's budget, or would be with it; none in a year without budgets.
     *
     * @param request what is asked for
     * @param counted whether what is reserved has the draw in it already
     */
    public Set<DrawCategory> overBudget(String financialYear, Content.Requested request, boolean counted) {
        Set<DrawCategory> over = EnumSet.noneOf(DrawCategory.class);
        if (plan(financialYear).exists()) {
            Map<DrawCategory, Long> amounts = new EnumMap<>(DrawCategory.class);
            request.lines().forEach(line -> amounts.merge(line.category(), line.amount(), Math::addExact));
            amounts.forEach((category, amount) -> {
                if (row(financialYear, category).remaining() < (counted ? 0 : amount)) {
                    over.add(category);
                }
            });
        }
        return over;
    }

    /** The virement of this id. */
    public Optional<Virement> virement(String id) {
        return Optional.ofNullable(virements.get(id));
    }

    /** All virements of what is no draft, in no order. */
    public Stream<Virement> virements() {
        return virements.values().stream();
    }

    /** The id that the next virement gets. */
    String nextVirementId() {
        return "v" + (virementCount + 1);
    }
}
