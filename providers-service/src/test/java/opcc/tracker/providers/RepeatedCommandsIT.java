package opcc.tracker.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import opcc.tracker.kit.testing.Refusals;
import opcc.tracker.v1.CreateProviderRequest;
import opcc.tracker.v1.Provider;
import opcc.tracker.v1.Service;
import opcc.tracker.v1.UpdateProviderRequest;
import org.junit.jupiter.api.Test;

class RepeatedCommandsIT extends RunningRegister {

    @Test
    void theSameKeyAndBodyAreAnsweredTheSameEvenAfterTheEntryChanged() {
        String key = newId("key");
        CreateProviderRequest request = registering(newId("p"), aCharity("P"));
        Provider made = as(westMercia, key).createProvider(request);
        as(westMercia).updateProvider(changing(read(made).setDisplayName("Q"), "display_name"));

        assertThat(as(westMercia, key).createProvider(request)).isEqualTo(made);
    }

    @Test
    void theSameKeyWithAnotherBodyIsRefused() {
        String key = newId("key");
        String id = newId("p");
        as(westMercia, key).createProvider(registering(id, aCharity("P")));

        Refusals refused =
                Refusals.of(() -> as(westMercia, key).createProvider(registering(id, aCharity("Something else"))));

        assertThat(refused.code()).isEqualTo(Code.ABORTED);
        assertThat(refused.reason()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        forgetAnswers();
        assertThat(Refusals.of(() -> as(westMercia, key).createProvider(registering(id, aCharity("Something else"))))
                        .reason())
                .as("also after a crash")
                .isEqualTo("IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void anotherCallersSameKeyIsAnotherCommand() {
        String key = newId("key");
        as(westMercia, key).createProvider(registering(newId("p"), aCharity("P")));

        assertThat(as(leicestershire, key)
                        .createProvider(registering(newId("q"), aCharity("Q")))
                        .getArea())
                .isEqualTo("leicestershire");
    }

    @Test
    void aCreateRepeatedAfterACrashThatLostItsAnswerIsASuccess() {
        String key = newId("key");
        CreateProviderRequest request = registering(newId("p"), aCharity("P"));
        Provider made = as(westMercia, key).createProvider(request);
        forgetAnswers();

        assertThat(as(westMercia, key).createProvider(request)).isEqualTo(made);
        forgetAnswers();
        assertThat(Refusals.of(() -> as(westMercia).createProvider(request)).code())
                .as("without the key it is another command")
                .isEqualTo(Code.ALREADY_EXISTS);
    }

    @Test
    void anUpdateRepeatedAfterACrashThatLostItsAnswerIsASuccess() {
        String key = newId("key");
        Provider made = as(westMercia).createProvider(registering(newId("p"), aCharity("P")));
        UpdateProviderRequest request = changing(read(made).setDisplayName("Q"), "display_name");
        Provider changed = as(westMercia, key).updateProvider(request);
        forgetAnswers();

        assertThat(as(westMercia, key).updateProvider(request)).isEqualTo(changed);
        assertThat(Refusals.of(() -> as(westMercia).updateProvider(request)).reason())
                .isEqualTo("ETAG_MISMATCH");
    }

    @Test
    void aRefusedCommandMayBeTriedAgainWithTheSameKey() {
        String key = newId("key");
        String id = newId("p");
        assertThat(Refusals.of(() -> as(westMercia, key)
                                .createService(registering(
                                        newId("s"),
                                        aNavigatorService("west-mercia").setProvider("providers/" + id))))
                        .reason())
                .isEqualTo("PROVIDER_NOT_REGISTERED");
        as(westMercia).createProvider(registering(id, aCharity("P")));

        Service made = as(westMercia, key)
                .createService(
                        registering(newId("s"), aNavigatorService("west-mercia").setProvider("providers/" + id)));

        assertThat(made.getProvider()).isEqualTo("providers/" + id);
    }

    @Test
    void ofManyConcurrentUpdatesOfWhatWasReadExactlyOneWins() throws Exception {
        Provider made = as(westMercia).createProvider(registering(newId("p"), aCharity("P")));

        List<String> results = atOnce(
                16,
                i -> as(westMercia)
                        .updateProvider(changing(read(made).setDisplayName("Name " + i), "display_name"))
                        .getDisplayName());

        assertThat(results).filteredOn("ABORTED"::equals).hasSize(15);
        assertThat(results)
                .contains(as(westMercia).getProvider(provider(made.getName())).getDisplayName());
    }

    @Test
    void aCreateSentManyTimesAtOnceIsCarriedOutOnceAndAnsweredAlike() throws Exception {
        String key = newId("key");
        CreateProviderRequest request = registering(newId("p"), aCharity("P"));

        List<String> etags =
                atOnce(16, i -> as(westMercia, key).createProvider(request).getEtag());

        assertThat(etags.stream().distinct()).hasSize(1).doesNotContain("ALREADY_EXISTS");
    }

    private interface Attempt {
        String run(int number);
    }

    /** The results of attempts made at the same time: what they give, or the code of their refusal. */
    private static List<String> atOnce(int count, Attempt attempt) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> results = IntStream.range(0, count)
                    .mapToObj(i -> callers.submit((Callable<String>) () -> {
                        start.await();
                        try {
                            return attempt.run(i);
                        } catch (StatusRuntimeException e) {
                            return e.getStatus().getCode().name();
                        }
                    }))
                    .toList();
            start.countDown();
            List<String> given = new ArrayList<>();
            for (Future<String> result : results) {
                given.add(result.get());
            }
            return given;
        }
    }
}
