package opcc.tracker.funds.budgets;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import opcc.tracker.funds.ledger.Content;
import opcc.tracker.funds.ledger.Entry;
import opcc.tracker.v1.DrawCategoryEnum.DrawCategory;

/**
 * The budgets of a fund for a financial year.
 *
 * @param financialYear such as 2026-27
 * @param amounts pence by category; what is not in it has no budget
 * @param sequence of the entry that last changed them; 0 if none did
 * @param author who changed them last, {@code users/...}; empty if nobody did
 * @param at when
 */
public record Plan(String financialYear, Map<DrawCategory, Long> amounts, long sequence, String author, Instant at) {

    /** Copies the amounts, in the order of the code list. */
    public Plan {
        Map<DrawCategory, Long> sorted = new EnumMap<>(DrawCategory.class);
        sorted.putAll(amounts);
        amounts = Collections.unmodifiableMap(sorted);
    }

    /** A year without budgets. */
    static Plan none(String financialYear) {
        return new Plan(financialYear, Map.of(), 0, "", Instant.EPOCH);
    }

    /** The budgets that {@code entry} sets. */
    static Plan set(Content.BudgetsSet content, Entry entry) {
        return of(content.financialYear(), content.amounts(), entry);
    }

    /** With the virement that {@code entry} approves. */
    Plan moved(Content.Virement virement, Entry entry) {
        Map<DrawCategory, Long> after = new EnumMap<>(DrawCategory.class);
        after.putAll(amounts);
        after.merge(virement.from(), -virement.amount(), Math::addExact);
        after.merge(virement.to(), virement.amount(), Math::addExact);
        return of(financialYear, after, entry);
    }

    private static Plan of(String financialYear, Map<DrawCategory, Long> amounts, Entry entry) {
        return new Plan(
                financialYear,
                amounts,
                entry.sequence(),
                entry.fact().actor().name(),
                entry.fact().at());
    }

    /** Whether budgets were ever set. */
    public boolean exists() {
        return sequence > 0;
    }

    /** A category's budget in pence; 0 if it has none. */
    public long of(DrawCategory category) {
        return amounts.getOrDefault(category, 0L);
    }

    /** All budgets of the year, in pence. */
    public long total() {
        return amounts.values().stream().reduce(0L, Math::addExact);
    }

    /** Changes whenever a budget of the year does. */
    public String etag() {
        return Long.toString(sequence);
    }
}
