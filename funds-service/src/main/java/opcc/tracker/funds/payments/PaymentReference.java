package opcc.tracker.funds.payments;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import opcc.tracker.kit.idempotency.Command;
import opcc.tracker.kit.idempotency.CommandDigest;

/**
 * What the finance system knows a payment by: {@code wm-emergency-d12-1} is the first part of draw d12 of the fund
 * wm-emergency. The same payment has the same reference in every file.
 *
 * @param fund id of the fund
 * @param draw id of the draw
 * @param part 1 for the draw's first payment, 2 for the next
 */
public record PaymentReference(String fund, String draw, int part) {

    private static final Pattern FORM = Pattern.compile("(.+)-(d[1-9][0-9]{0,8})-([1-9][0-9]{0,5})");

    /** The reference so spelt; empty if it is none of this fund. */
    public static Optional<PaymentReference> parse(String fund, String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches() && matcher.group(1).equals(fund)
                ? Optional.of(new PaymentReference(fund, matcher.group(2), Integer.parseInt(matcher.group(3))))
                : Optional.empty();
    }

    /** The one command that pays it: whoever gives it, and however often, the ledger holds it once. */
    Command command(long amount) {
        return new Command(digest("payment " + this), digest("payment " + this + " of " + amount));
    }

    private static String digest(String text) {
        return CommandDigest.SHA_256.of(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return fund + "-" + draw + "-" + part;
    }
}
