package opcc.tracker.outcomes.api;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Objects;
import opcc.tracker.kit.authentication.Caller;
import opcc.tracker.outcomes.streams.StreamIntake;
import opcc.tracker.v1.OutcomeStreamServiceGrpc;
import opcc.tracker.v1.StreamOutcomesRequest;
import opcc.tracker.v1.StreamOutcomesResponse;
import org.springframework.grpc.server.service.GrpcService;

/** Streams of outcomes over gRPC. Who may send what is in the proto and is enforced for each message before it comes here. */
@GrpcService
class OutcomeStreamEndpoint extends OutcomeStreamServiceGrpc.OutcomeStreamServiceImplBase {

    private final StreamIntake intake;

    OutcomeStreamEndpoint(StreamIntake intake) {
        this.intake = intake;
    }

    @Override
    public StreamObserver<StreamOutcomesRequest> streamOutcomes(StreamObserver<StreamOutcomesResponse> observer) {
        Batches batches = new Batches((ServerCallStreamObserver<StreamOutcomesResponse>) observer);
        batches.begin();
        return batches;
    }

    /** One batch at a time: the next is asked for when the last is answered and the caller reads its answers. */
    private final class Batches implements StreamObserver<StreamOutcomesRequest> {
        private final ServerCallStreamObserver<StreamOutcomesResponse> answers;
        private boolean waiting;

        Batches(ServerCallStreamObserver<StreamOutcomesResponse> answers) {
            this.answers = answers;
        }

        void begin() {
            answers.disableAutoRequest();
            answers.setOnReadyHandler(this::askForNext);
            answers.setOnCancelHandler(() -> {}); // an answer to who has left is dropped; what is stored stays
            answers.request(1);
        }

        @Override
        public void onNext(StreamOutcomesRequest batch) {
            String provider =
                    Objects.requireNonNull(Caller.current().provider(), "only a provider's caller is admitted");
            answers.onNext(intake.take(batch, provider));
            waiting = true;
            askForNext();
        }

        private void askForNext() {
            if (waiting && answers.isReady()) {
                waiting = false;
                answers.request(1);
            }
        }

        @Override
        public void onError(Throwable left) {
            // The caller has left, and comes again with the first number that was not answered.
        }

        @Override
        public void onCompleted() {
            answers.onCompleted();
        }
    }
}
