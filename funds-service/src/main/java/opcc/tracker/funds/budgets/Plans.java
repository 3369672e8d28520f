package opcc.tracker.funds.budgets;

import java.util.Collection;
import opcc.tracker.funds.ledger.Content;
import opcc.tracker.funds.ledger.Entry;
import opcc.tracker.v1.EntryKindEnum.EntryKind;

/** What a fund's entries make of its budgets, year by year. */
public final class Plans {

    private final Layers<String, Plan> byYear;

    /** Of a fund without entries. */
    public Plans() {
        this(new Layers<>());
    }

    private Plans(Layers<String, Plan> byYear) {
        this.byYear = byYear;
    }

    Plans draft() {
        return new Plans(byYear.draft());
    }

    /** Takes in the next entry. */
    public void take(Entry entry) {
        switch (entry.fact().content()) {
            case Content.BudgetsSet set -> byYear.put(set.financialYear(), Plan.set(set, entry));
            case Content.Virement virement
            when entry.fact().kind() == EntryKind.VIREMENT_APPROVED -> {
                Plan before = of(virement.financialYear());
                byYear.put(before.financialYear(), before.moved(virement, entry));
            }
            default -> {}
        }
    }

    /** The budgets of a year. */
    public Plan of(String financialYear) {
        return byYear.get(financialYear, Plan.none(financialYear));
    }

    /** The budgets of all years that have any; not of a draft. */
    public Collection<Plan> all() {
        return byYear.values();
    }
}
