package opcc.tracker.funds.lines;

import java.util.List;
import opcc.tracker.funds.ledger.Content;
import opcc.tracker.v1.DrawCategoryEnum.DrawCategory;

/**
 * What of a draw's money is reserved and paid, by its lines. A payment is split pro rata to what is still to be paid of each
 * line, a refund pro rata to what was paid of each and has not come back: so a draw that is paid whole has paid each line
 * whole, in however many parts. Never changes: each step gives another.
 */
public final class DrawLines {

    private final List<Content.Line> lines;
    private final long[] reserved;
    private final long[] paid;

    private DrawLines(List<Content.Line> lines, long[] reserved, long[] paid) {
        this.lines = lines;
        this.reserved = reserved;
        this.paid = paid;
    }

    /** The lines of a draw of which nothing is reserved. */
    public static DrawLines of(Content.Requested request) {
        int count = request.lines().size();
        return new DrawLines(request.lines(), new long[count], new long[count]);
    }

    /** With each line's whole amount reserved. */
    public DrawLines reserve() {
        return new DrawLines(
                lines, lines.stream().mapToLong(Content.Line::amount).toArray(), paid);
    }

    /** The shares of a payment of {@code amount} pence, by line. */
    public long[] sharesOfPayment(long amount) {
        return Shares.of(amount, reserved);
    }

    /** With these shares paid of what was reserved. */
    public DrawLines pay(long[] shares) {
        return new DrawLines(lines, moved(reserved, -1, shares), moved(paid, 1, shares));
    }

    /** The shares of a refund of {@code amount} pence, by line. */
    public long[] sharesOfRefund(long amount) {
        return Shares.of(amount, paid);
    }

    /** With these shares come back of what was paid. */
    public DrawLines refund(long[] shares) {
        return new DrawLines(lines, reserved, moved(paid, -1, shares));
    }

    /** With nothing reserved any more. */
    public DrawLines giveBack() {
        return new DrawLines(lines, new long[reserved.length], paid);
    }

    private static long[] moved(long[] amounts, int sign, long[] shares) {
        long[] after = new long[amounts.length];
        for (int i = 0; i < after.length; i++) {
            after[i] = Math.addExact(amounts[i], sign * shares[i]);
        }
        return after;
    }

    /** What is still reserved, in pence by line. */
    public long[] reserved() {
        return reserved.clone();
    }

    /** All that is still reserved, in pence. */
    public long reservedInAll() {
        return Shares.sum(reserved);
    }

    /** What a line buys. */
    public DrawCategory category(int line) {
        return lines.get(line).category();
    }
}
