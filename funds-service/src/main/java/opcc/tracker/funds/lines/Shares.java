package opcc.tracker.funds.lines;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Splits pence pro rata by the method of the largest remainder, so that the shares add up to the penny. */
final class Shares {

    private Shares() {}

    /**
     * The shares of {@code amount} in the proportion of {@code weights}, each its exact share rounded down or up. None is
     * over its weight if the amount is not over the sum of the weights. Of equal remainders the first gets the penny.
     *
     * @throws IllegalArgumentException if there is an amount, and no weight to split it by
     */
    static long[] of(long amount, long[] weights) {
        BigInteger total = BigInteger.valueOf(sum(weights));
        long[] shares = new long[weights.length];
        if (amount == 0) {
            return shares;
        }
        if (total.signum() == 0) {
            throw new IllegalArgumentException("nothing to split " + amount + " pence by");
        }
        BigInteger[] remainders = new BigInteger[weights.length];
        for (int i = 0; i < weights.length; i++) {
            BigInteger[] exact = BigInteger.valueOf(amount)
                    .multiply(BigInteger.valueOf(weights[i]))
                    .divideAndRemainder(total);
            shares[i] = exact[0].longValueExact();
            remainders[i] = exact[1];
        }
        long left = Math.subtractExact(amount, sum(shares));
        List<Integer> byRemainder = IntStream.range(0, weights.length)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> remainders[i]).reversed())
                .toList();
        for (int i = 0; i < left; i++) {
            shares[byRemainder.get(i)]++;
        }
        return shares;
    }

    static long sum(long[] amounts) {
        return IntStream.range(0, amounts.length).mapToLong(i -> amounts[i]).reduce(0, Math::addExact);
    }
}
