package opcc.tracker.funds.spend;

import java.time.LocalDate;
import java.util.List;
import java.util.function.ToLongFunction;
import opcc.tracker.funds.ledger.Content;
import opcc.tracker.funds.ledger.Parts;
import opcc.tracker.funds.lines.DrawLines;
import opcc.tracker.v1.DrawCategoryEnum.DrawCategory;
import org.jspecify.annotations.Nullable;

/** A draw as finance reads it: its money by lines, and the days that count. */
final class DrawSpend {

    private final Content.Requested request;
    private DrawLines amounts;
    private Parts reservedParts = Parts.NONE;
    private @Nullable LocalDate reservedOn;
    private String financialYear = "";
    private boolean paidInFull;

    DrawSpend(Content.Requested request) {
        this.request = request;
        this.amounts = DrawLines.of(request);
    }

    void reserve(Parts parts, LocalDate day) {
        reservedOn = day;
        reservedParts = parts;
        financialYear = parts.list().getFirst().pot().financialYear();
        amounts = amounts.reserve();
    }

    /** The payment's shares by line. */
    long[] pay(Parts parts) {
        long[] shares = amounts.sharesOfPayment(parts.sum());
        reservedParts = reservedParts.minus(parts);
        amounts = amounts.pay(shares);
        if (amounts.reservedInAll() == 0) {
            paidInFull = true;
        }
        return shares;
    }

    /** The refund's shares by line. */
    long[] refund(long amount) {
        long[] shares = amounts.sharesOfRefund(amount);
        amounts = amounts.refund(shares);
        return shares;
    }

    void giveBack() {
        reservedParts = Parts.NONE;
        amounts = amounts.giveBack();
    }

    /** What is still reserved, by line. */
    long[] reserved() {
        return amounts.reserved();
    }

    /** The same, by the pots that it comes from. */
    Parts reservedParts() {
        return reservedParts;
    }

    /** When it was reserved; null if it never was. */
    @Nullable
    LocalDate reservedOn() {
        return reservedOn;
    }

    /** The year whose money was reserved for it, which is one; empty before. */
    String financialYear() {
        return financialYear;
    }

    /** Whether nothing of it is left to pay, and all of it was paid. */
    boolean isPaidInFull() {
        return paidInFull;
    }

    /** Nights of one room, by its lines. */
    long nights() {
        return ofAccommodation(line -> Math.multiplyExact((long) line.quantity(), Math.max(1L, line.nights())));
    }

    /** Pence of the lines that buy nights. */
    long nightsAmount() {
        return ofAccommodation(Content.Line::amount);
    }

    private long ofAccommodation(ToLongFunction<Content.Line> figure) {
        return lines().stream()
                .filter(line -> line.category() == DrawCategory.ACCOMMODATION)
                .mapToLong(figure)
                .reduce(0, Math::addExact);
    }

    DrawCategory category(int line) {
        return lines().get(line).category();
    }

    /** Whom it helps; empty if nobody says. */
    String beneficiary() {
        return request.beneficiary();
    }

    String provider() {
        return request.provider();
    }

    private List<Content.Line> lines() {
        return request.lines();
    }
}
