package opcc.tracker.kit.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TokenMemoryTest {

    private static final TokenMemory.Said SAID = new TokenMemory.Said(
            new Caller("s", "finance", Set.of(), Set.of("west-mercia"), null),
            new JWTClaimsSet.Builder().subject("s").build(),
            new JWKSelector(new JWKMatcher.Builder().keyID("k").build()),
            List.of());

    private final AtomicLong nanos = new AtomicLong();
    private final TokenMemory memory = new TokenMemory(Duration.ofMinutes(1), 100, nanos::get);

    @Test
    void a_token_is_remembered_for_a_minute_and_no_longer_however_often_it_is_used() {
        memory.remember("token", SAID);

        nanos.set(TimeUnit.SECONDS.toNanos(59));
        assertThat(memory.find("token")).isEqualTo(SAID);

        nanos.set(TimeUnit.SECONDS.toNanos(60));
        assertThat(memory.find("token")).isNull();
        assertThat(memory.size()).isZero();
    }

    @Test
    void only_the_very_same_token_is_found() {
        memory.remember("token", SAID);

        assertThat(memory.find("Token")).isNull();
        assertThat(memory.find("token ")).isNull();
        assertThat(memory.find("")).isNull();
    }

    @Test
    void however_many_tokens_come_only_so_many_are_remembered() {
        for (int i = 0; i < 10_000; i++) {
            memory.remember("token " + i, SAID);
        }

        assertThat(memory.size()).isEqualTo(100);
    }
}
