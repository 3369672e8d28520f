package opcc.tracker.funds.ledger;

import java.util.EnumMap;
import java.util.Map;

/** The balances of the {@link Account accounts}, from the transfers of entries alone. Not safe for several threads. */
public final class TrialBalance {

    private final Map<Account, Long> balances = new EnumMap<>(Account.class);

    /**
     * Takes in the transfer that {@code entry} makes.
     *
     * @throws IllegalArgumentException if its kind does not go with its amount
     * @throws ArithmeticException if a balance does not fit
     */
    public void post(Entry entry) {
        Transfer.of(entry.fact().kind(), entry.fact().amount()).ifPresent(transfer -> {
            add(transfer.from(), Math.negateExact(transfer.amount()));
            add(transfer.to(), transfer.amount());
        });
    }

    /** Takes in the balances of another fund. */
    public void add(TrialBalance other) {
        other.balances.forEach(this::add);
    }

    private void add(Account account, long amount) {
        balances.merge(account, amount, Math::addExact);
    }

    /** What the account holds, in pence; below zero for what it gave. */
    public long of(Account account) {
        return balances.getOrDefault(account, 0L);
    }

    /** The sum of all accounts in pence, which is zero. */
    public long sum() {
        return balances.values().stream().reduce(0L, Math::addExact);
    }

    /** Whether the accounts balance and say what {@code totals} say. */
    public boolean agreesWith(Totals totals) {
        return sum() == 0
                && of(Account.FUNDER) == -totals.allocated()
                && of(Account.AVAILABLE) == totals.available()
                && of(Account.RESERVED) == totals.reserved()
                && of(Account.PAID) == totals.paid();
    }
}
