package opcc.tracker.gateway.protection;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import opcc.tracker.gateway.contracts.Urgency;
import opcc.tracker.gateway.problems.ProblemException;
import opcc.tracker.gateway.protection.Guard.Pass;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The guard before a service")
class GuardTest {

    private static final int CALLS = 4;
    private static final int PLACES = 5;

    private final Guard guard = new Guard(
            "test",
            new Places("test", new ProtectionSettings(PLACES, 100, 100, 1, Duration.ofMillis(1))),
            CALLS,
            50,
            Duration.ofMinutes(1));

    private Pass enter() {
        return guard.enter(Urgency.READ);
    }

    private static RuntimeException timeout() {
        return new RuntimeException("out of time");
    }

    @Test
    void shuts_it_after_calls_that_failed() {
        for (int i = 0; i < CALLS; i++) {
            enter().failed(timeout());
        }

        assertThatThrownBy(this::enter).isInstanceOf(ProblemException.class);
    }

    @Test
    void leaves_it_open_when_streams_end_badly_that_had_begun_to_answer() {
        for (int i = 0; i < 3 * CALLS; i++) {
            Pass watch = enter();
            watch.answers();
            watch.answers();
            watch.failed(timeout());
        }

        assertThatCode(this::enter).doesNotThrowAnyException();
    }

    @Test
    void keeps_the_place_of_a_stream_until_it_ends_and_gives_it_back_once() {
        Pass first = enter();
        for (int i = 1; i < PLACES; i++) {
            enter().answers();
        }
        assertThatThrownBy(this::enter).as("no place").isInstanceOf(ProblemException.class);

        first.answered();
        first.left();

        assertThatCode(this::enter).doesNotThrowAnyException();
        assertThatThrownBy(this::enter).as("no place again").isInstanceOf(ProblemException.class);
    }
}
