package opcc.tracker.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A limit of 6 requests a minute")
class MemoryLimitStoreTest {

    private static final Limit SIX = new Limit(6, Duration.ofMinutes(1));
    private final AtomicLong micros = new AtomicLong();
    private final MemoryLimitStore store = new MemoryLimitStore(micros::get);

    private Taken take() {
        return store.takeNow("caller:a", SIX);
    }

    private void pass(Duration time) {
        micros.addAndGet(time.toNanos() / 1_000);
    }

    @Test
    void grants_six_at_once_and_says_what_is_left() {
        for (int left = 5; left >= 0; left--) {
            assertThat(take()).extracting(Taken::granted, Taken::remaining).containsExactly(true, (long) left);
        }
        Taken seventh = take();
        assertThat(seventh.granted()).isFalse();
        assertThat(seventh.next()).isEqualTo(Duration.ofSeconds(10));
        assertThat(seventh.full()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void grants_one_more_each_ten_seconds() {
        for (int i = 0; i < 6; i++) {
            take();
        }
        pass(Duration.ofSeconds(9));
        assertThat(take().granted()).isFalse();
        pass(Duration.ofSeconds(1));
        assertThat(take().granted()).isTrue();
        assertThat(take().granted()).isFalse();
    }

    @Test
    void grants_six_at_once_again_after_a_quiet_minute_and_never_more() {
        take();
        pass(Duration.ofHours(1));
        int granted = 0;
        for (int i = 0; i < 20; i++) {
            granted += take().granted() ? 1 : 0;
        }
        assertThat(granted).isEqualTo(6);
    }

    @Test
    void is_each_callers_own() {
        for (int i = 0; i < 7; i++) {
            take();
        }
        assertThat(store.takeNow("caller:b", SIX).granted()).isTrue();
    }

    @Test
    void forgets_those_who_no_longer_ask() {
        for (int i = 0; i <= 10_000; i++) {
            store.takeNow("caller:" + i, SIX);
        }
        pass(Duration.ofMinutes(1));
        take();
        assertThat(store.size()).isEqualTo(1);
    }
}
