package opcc.tracker.funds.ledger;

import java.util.Locale;

/** Pence as people read them: {@code £1,234.50}. */
public final class Pounds {

    private Pounds() {}

    /** The amount with its pound sign. */
    public static String of(long pence) {
        String sign = pence < 0 ? "-" : "";
        long absolute = Math.absExact(pence);
        return String.format(Locale.UK, "%s£%,d.%02d", sign, absolute / 100, absolute % 100);
    }
}
