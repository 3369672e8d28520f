package opcc.tracker.funds.spend;

import java.math.BigInteger;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * When a fund's money runs out if it goes on as it went lately. Counted is what was reserved less what was given back:
 * a payment moves money that was reserved before, so it is not counted again.
 *
 * @param fund {@code funds/...}
 * @param available pence that may still be reserved
 * @param meanDaily pence by which that falls a day, rounded half up
 * @param days how many days that is the mean of; 0 if there is not enough data
 * @param runsOutOn the day; null if it can't be told, or not within ten years
 * @param method how it was reckoned, or why it can't be told
 */
public record Forecast(
        String fund,
        long available,
        long meanDaily,
        int days,
        @Nullable LocalDate runsOutOn,
        String method) {

    private static final int WINDOW = 28;
    private static final int LEAST = 14;
    private static final long FURTHEST = 3_653;

    /**
     * Reckons from what was committed by day.
     *
     * @param committed pence reserved less given back, by day
     */
    static Forecast of(String fund, long available, SortedMap<LocalDate, Long> committed, LocalDate today) {
        long observed = committed.isEmpty() ? 0 : Math.max(0, ChronoUnit.DAYS.between(committed.firstKey(), today) + 1);
        if (observed < LEAST) {
            return new Forecast(
                    fund,
                    available,
                    0,
                    0,
                    null,
                    "Not enough data: the fund has been drawn on for " + observed + " days, and " + LEAST
                            + " are needed.");
        }
        int days = Math.toIntExact(Math.min(WINDOW, observed));
        long fall = committed.subMap(today.minusDays(days - 1L), today.plusDays(1)).values().stream()
                .reduce(0L, Math::addExact);
        String method = "Mean of the last " + days
                + " days, today included, of what was reserved less what was released, lapsed, rejected, withdrawn or"
                + " refunded; payments of what was reserved before are not counted again.";
        if (fall <= 0) {
            return new Forecast(
                    fund,
                    available,
                    UnitCosts.halfUp(fall, days),
                    days,
                    null,
                    method + " No more went out than came back, so no end is in sight.");
        }
        BigInteger lasts =
                BigInteger.valueOf(available).multiply(BigInteger.valueOf(days)).divide(BigInteger.valueOf(fall));
        boolean inSight = lasts.compareTo(BigInteger.valueOf(FURTHEST)) <= 0;
        return new Forecast(
                fund,
                available,
                UnitCosts.halfUp(fall, days),
                days,
                inSight ? today.plusDays(lasts.longValueExact()) : null,
                inSight ? method : method + " At that pace it lasts for more than ten years.");
    }
}
