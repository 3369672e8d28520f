package opcc.tracker.outcomes;

import static opcc.tracker.outcomes.RunningOutcomes.batch;
import static opcc.tracker.outcomes.RunningOutcomes.somebody;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import opcc.tracker.kit.testing.Refusals;
import opcc.tracker.kit.testing.TestPerson;
import opcc.tracker.v1.QuarterStateEnum.QuarterState;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a batch while the register of services is slow, sick or gone. */
class RegisterFailuresIT {

    private RunningOutcomes outcomes;

    @BeforeEach
    void start() {
        outcomes = RunningOutcomes.start();
    }

    @AfterEach
    void stop() {
        outcomes.close();
    }

    @Test
    void theRegisterIsAskedInTheCallersOwnNameAndOnceForSomeSeconds() {
        String token = outcomes.justiceAndCare.token();
        var stub = TestPerson.callingWith(token, outcomes.stub());

        stub.batchCreateOutcomes(batch(somebody(), somebody()));
        stub.batchCreateOutcomes(batch(somebody()));
        assertThat(outcomes.register.asked())
                .extracting(RegisterStandIn.Asked::authorization)
                .containsExactly("Bearer " + token);

        outcomes.report(outcomes.justiceAndCare.named("a.colleague"), somebody());
        assertThat(outcomes.register.asked())
                .as("another caller's answer is not theirs")
                .hasSize(2);

        outcomes.running.setNow(Instant.parse("2026-07-15T10:00:06Z"));
        outcomes.report(outcomes.justiceAndCare, somebody());
        assertThat(outcomes.register.asked()).as("after six seconds").hasSize(3);
    }

    @Test
    void aShortAbsenceOfTheRegisterIsBridged() {
        outcomes.register.failsWith(Status.UNAVAILABLE, 2);

        assertThat(outcomes.report(outcomes.justiceAndCare, somebody())).isEqualTo(1);
        assertThat(outcomes.register.asked()).hasSize(3);
    }

    @Test
    void whileTheRegisterIsAwayNothingIsStoredAndTheCallerHearsWhenToTryAgain() {
        outcomes.register.close();

        Refusals refused = Refusals.of(() -> outcomes.report(outcomes.justiceAndCare, somebody()));

        assertThat(refused.code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(refused.reason()).isEqualTo("REGISTER_UNAVAILABLE");
        assertThat(refused.detail(RetryInfo.class))
                .hasValueSatisfying(
                        retry -> assertThat(retry.getRetryDelay().getSeconds()).isPositive());
        assertThat(outcomes.storedBatches()).isZero();
    }

    @Test
    void onlyAnAbsentRegisterIsAskedAgain() {
        outcomes.register.failsWith(Status.INTERNAL.withDescription("details of the register's own"), 1);

        Refusals refused = Refusals.of(() -> outcomes.report(outcomes.justiceAndCare, somebody()));

        assertThat(refused.code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(refused.toString()).doesNotContain("details of the register's own");
        assertThat(outcomes.register.asked()).hasSize(1);
    }

    @Test
    void aRefusalOfTheTokenIsPassedOn() {
        outcomes.register.failsWith(Status.UNAUTHENTICATED, 1);

        assertThat(Refusals.of(() -> outcomes.report(outcomes.justiceAndCare, somebody()))
                        .code())
                .isEqualTo(Code.UNAUTHENTICATED);
        assertThat(outcomes.register.asked()).hasSize(1);
    }

    @Test
    void aRegisterThatKeepsFailingIsLeftAloneForAWhile() {
        outcomes.register.failsWith(Status.INTERNAL, 1000);
        for (int i = 0; i < 30; i++) {
            assertThat(Refusals.of(() -> outcomes.report(outcomes.justiceAndCare, somebody()))
                            .code())
                    .isEqualTo(Code.UNAVAILABLE);
        }

        assertThat(outcomes.register.asked()).hasSize(10);
    }

    @Test
    void theCallersDeadlineGoesAlong() {
        outcomes.register.fallsSilent();
        var stub = TestPerson.callingWith(outcomes.justiceAndCare.token(), outcomes.stub())
                .withDeadlineAfter(700, TimeUnit.MILLISECONDS);

        Instant before = Instant.now();
        StatusRuntimeException refused = Assertions.catchThrowableOfType(
                StatusRuntimeException.class, () -> stub.batchCreateOutcomes(batch(somebody())));

        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofMillis(1_900));
        assertThat(outcomes.register.asked()).hasSize(1).allMatch(asked -> asked.millisLeft() <= 700);
    }

    @Test
    void callersWhoDoNotWaitDoNotMakeTheRegisterLookSickToOthers() {
        outcomes.register.fallsSilent();
        for (int i = 0; i < 20; i++) {
            var hasty = TestPerson.callingWith(outcomes.justiceAndCare.token(), outcomes.stub())
                    .withDeadlineAfter(60, TimeUnit.MILLISECONDS);
            Assertions.assertThatThrownBy(() -> hasty.batchCreateOutcomes(batch(somebody())))
                    .isInstanceOf(StatusRuntimeException.class);
        }
        assertThat(outcomes.register.asked()).hasSizeGreaterThan(10);
        outcomes.register.speaksAgain();

        assertThat(outcomes.report(outcomes.justiceAndCare, somebody())).isEqualTo(1);
    }

    @Test
    void aSilentRegisterIsGivenUpBeforeTheCallerDoes() {
        outcomes.register.fallsSilent();

        Refusals refused = Refusals.of(() -> outcomes.report(outcomes.justiceAndCare, somebody()));

        assertThat(refused.reason()).isEqualTo("REGISTER_UNAVAILABLE");
    }

    @Test
    void tablesDoNotNeedTheRegister() {
        outcomes.register.close();

        assertThat(outcomes.table(outcomes.analyst, "surrey").getState()).isEqualTo(QuarterState.COLLECTING);
    }
}
