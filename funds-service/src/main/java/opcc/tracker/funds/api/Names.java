package opcc.tracker.funds.api;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import opcc.tracker.kit.refusal.Refusal;

/** The resource names of this service, taken apart. */
final class Names {

    private static final String ID = "([a-z0-9][a-z0-9-]{0,62})";
    private static final Pattern FUND = Pattern.compile("funds/" + ID);
    private static final Pattern POLICY = Pattern.compile("funds/" + ID + "/policy");
    private static final Pattern YEAR_END = Pattern.compile("funds/" + ID + "/yearEnds/(20[0-9]{2}-[0-9]{2})");
    private static final Pattern CONTACTS = Pattern.compile("funds/" + ID + "/contacts");
    private static final Pattern BUDGETS = Pattern.compile("funds/" + ID + "/budgets");
    private static final Pattern VIREMENT = Pattern.compile("funds/" + ID + "/virements/(v[1-9][0-9]{0,8})");
    private static final Pattern RECEIPT =
            Pattern.compile("(funds/" + ID + "/draws/" + ID + ")/receipts/r([1-9][0-9]{0,2})");
    private static final Pattern DRAW = Pattern.compile("funds/" + ID + "/draws/" + ID);

    private Names() {}

    /**
     * A draw's place.
     *
     * @param fund id of its fund
     * @param id its own id
     */
    record DrawName(String fund, String id) {}

    static Optional<String> fundId(String name) {
        return first(FUND, name);
    }

    /** The fund whose policy this is. */
    static Optional<String> policyFundId(String name) {
        return first(POLICY, name);
    }

    /**
     * A financial year of a fund.
     *
     * @param fund id of the fund
     * @param financialYear such as 2026-27
     */
    record YearEndName(String fund, String financialYear) {}

    static Optional<YearEndName> yearEnd(String name) {
        Matcher matcher = YEAR_END.matcher(name);
        return matcher.matches() ? Optional.of(new YearEndName(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    /** The fund whose contacts these are. */
    static Optional<String> contactsFundId(String name) {
        return first(CONTACTS, name);
    }

    /** The fund whose budgets these are. */
    static Optional<String> budgetsFundId(String name) {
        return first(BUDGETS, name);
    }

    /**
     * A virement's place.
     *
     * @param fund id of its fund
     * @param id its own id
     */
    record VirementName(String fund, String id) {}

    static Optional<VirementName> virement(String name) {
        Matcher matcher = VIREMENT.matcher(name);
        return matcher.matches() ? Optional.of(new VirementName(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    static VirementName requireVirement(String name) {
        return virement(name).orElseThrow(() -> Refusal.notFound(name));
    }

    private static Optional<String> first(Pattern form, String name) {
        Matcher matcher = form.matcher(name);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    static String requireFundId(String name) {
        return fundId(name).orElseThrow(() -> Refusal.notFound(name));
    }

    static String requirePolicyFundId(String name) {
        return policyFundId(name).orElseThrow(() -> Refusal.notFound(name));
    }

    static String requireContactsFundId(String name) {
        return contactsFundId(name).orElseThrow(() -> Refusal.notFound(name));
    }

    static Optional<DrawName> draw(String name) {
        Matcher matcher = DRAW.matcher(name);
        return matcher.matches() ? Optional.of(new DrawName(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    /**
     * A receipt's place.
     *
     * @param draw its draw
     * @param number its number within the draw
     */
    record ReceiptName(DrawName draw, int number) {}

    static Optional<ReceiptName> receipt(String name) {
        Matcher matcher = RECEIPT.matcher(name);
        return matcher.matches()
                ? Optional.of(new ReceiptName(requireDraw(matcher.group(1)), Integer.parseInt(matcher.group(4))))
                : Optional.empty();
    }

    static DrawName requireDraw(String name) {
        return draw(name).orElseThrow(() -> Refusal.notFound(name));
    }
}
