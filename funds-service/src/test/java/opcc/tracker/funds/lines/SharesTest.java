package opcc.tracker.funds.lines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharesTest {

    @Test
    void odd_pence_go_by_the_largest_remainder_and_of_equal_ones_to_the_first() {
        assertThat(Shares.of(100, new long[] {1, 1, 1})).containsExactly(34, 33, 33);
        assertThat(Shares.of(10, new long[] {10, 25, 65})).containsExactly(1, 3, 6);
        assertThat(Shares.of(0, new long[] {0, 0})).containsExactly(0, 0);
        assertThatThrownBy(() -> Shares.of(1, new long[] {0, 0})).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void shares_add_up_and_none_is_a_penny_off_or_over_its_weight(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            long[] weights = random.longs(1 + random.nextInt(50), 0, 1L << (1 + random.nextInt(45)))
                    .toArray();
            weights[0]++;
            long total = LongStream.of(weights).sum();
            long amount = random.nextLong(total + 1);

            long[] shares = Shares.of(amount, weights);

            assertThat(LongStream.of(shares).sum())
                    .as("seed %d, case %d", seed, i)
                    .isEqualTo(amount);
            for (int line = 0; line < weights.length; line++) {
                BigInteger off = BigInteger.valueOf(shares[line])
                        .multiply(BigInteger.valueOf(total))
                        .subtract(BigInteger.valueOf(amount).multiply(BigInteger.valueOf(weights[line])));
                assertThat(off.abs()).as("seed %d, case %d", seed, i).isLessThan(BigInteger.valueOf(total));
                assertThat(shares[line]).as("seed %d, case %d", seed, i).isBetween(0L, weights[line]);
            }
        }
    }
}
