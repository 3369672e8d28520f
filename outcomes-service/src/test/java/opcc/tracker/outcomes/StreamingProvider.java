package opcc.tracker.outcomes;

import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import opcc.tracker.v1.OutcomeStreamServiceGrpc.OutcomeStreamServiceStub;
import opcc.tracker.v1.StreamOutcomesRequest;
import opcc.tracker.v1.StreamOutcomesResponse;
import org.jspecify.annotations.Nullable;

/** A provider's system that streams batches over one call. */
final class StreamingProvider implements StreamObserver<StreamOutcomesResponse> {

    private static final long MINUTES = 3;

    private record Event(@Nullable StreamOutcomesResponse answer, Status ended) {}

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final ClientCallStreamObserver<StreamOutcomesRequest> requests;

    private StreamingProvider(OutcomeStreamServiceStub stub) {
        requests = (ClientCallStreamObserver<StreamOutcomesRequest>)
                stub.withDeadlineAfter(MINUTES, TimeUnit.MINUTES).streamOutcomes(this);
    }

    static StreamingProvider open(OutcomeStreamServiceStub stub) {
        return new StreamingProvider(stub);
    }

    void send(StreamOutcomesRequest batch) {
        requests.onNext(batch);
    }

    StreamOutcomesResponse sendAndRead(StreamOutcomesRequest batch) {
        send(batch);
        Event event = next();
        if (event.answer == null) {
            throw event.ended.asRuntimeException();
        }
        return event.answer;
    }

    /** Sends a batch that is answered with the end of the stream. */
    Status sendAndEnd(StreamOutcomesRequest batch) {
        send(batch);
        return end();
    }

    /** OK if the batch is answered; else why the stream ended. */
    Status sendOrEnd(StreamOutcomesRequest batch) {
        send(batch);
        return next().ended;
    }

    /** Waits for the end, which must be the next that comes. */
    Status end() {
        Event event = next();
        if (event.answer != null) {
            throw new AssertionError("an answer in the place of the end: " + event.answer);
        }
        return event.ended;
    }

    void breakOff() {
        requests.cancel("the connection breaks", null);
    }

    void finish() {
        requests.onCompleted();
        if (!end().isOk()) {
            throw new AssertionError("the stream did not end well");
        }
    }

    private Event next() {
        try {
            Event event = events.poll(MINUTES, TimeUnit.MINUTES);
            if (event == null) {
                throw new AssertionError("nothing came");
            }
            return event;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void onNext(StreamOutcomesResponse answer) {
        events.add(new Event(answer, Status.OK));
    }

    @Override
    public void onError(Throwable error) {
        events.add(new Event(null, Status.fromThrowable(error)));
    }

    @Override
    public void onCompleted() {
        events.add(new Event(null, Status.OK));
    }
}
