package opcc.tracker.funds.spend;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import opcc.tracker.funds.ledger.Content;
import opcc.tracker.funds.ledger.Parts;
import opcc.tracker.v1.DrawCategoryEnum.DrawCategory;
import org.jspecify.annotations.Nullable;

/**
 * A draw's money by its lines. A payment is split pro rata to what is still to be paid of each line, a refund pro rata to
 * what was paid of each and has not come back: so a draw that is paid whole has paid each line whole, in however many parts.
 */
final class DrawSpend {

    private final Content.Requested request;
    private final long[] reserved;
    private final long[] paid;
    private Parts reservedParts = Parts.NONE;
    private @Nullable LocalDate reservedOn;
    private @Nullable LocalDate paidInFullOn;

    DrawSpend(Content.Requested request) {
        this.request = request;
        this.reserved = new long[request.lines().size()];
        this.paid = new long[request.lines().size()];
    }

    void reserve(Parts parts, LocalDate day) {
        reservedOn = day;
        reservedParts = parts;
        for (int i = 0; i < reserved.length; i++) {
            reserved[i] = lines().get(i).amount();
        }
    }

    /** The payment's shares by line. */
    long[] pay(Parts parts, LocalDate day) {
        long[] shares = Shares.of(parts.sum(), reserved);
        reservedParts = reservedParts.minus(parts);
        move(shares, -1, 1);
        if (Shares.sum(reserved) == 0) {
            paidInFullOn = day;
        }
        return shares;
    }

    /** The refund's shares by line. */
    long[] refund(long amount) {
        long[] shares = Shares.of(amount, paid);
        move(shares, 0, -1);
        return shares;
    }

    void giveBack() {
        reservedParts = Parts.NONE;
        Arrays.fill(reserved, 0);
    }

    private void move(long[] shares, int ofReserved, int ofPaid) {
        for (int i = 0; i < shares.length; i++) {
            reserved[i] = Math.addExact(reserved[i], ofReserved * shares[i]);
            paid[i] = Math.addExact(paid[i], ofPaid * shares[i]);
        }
    }

    /** What is still reserved, by line. */
    long[] reserved() {
        return reserved.clone();
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

    /** When its last part was paid; null if it was not paid whole. */
    @Nullable
    LocalDate paidInFullOn() {
        return paidInFullOn;
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
