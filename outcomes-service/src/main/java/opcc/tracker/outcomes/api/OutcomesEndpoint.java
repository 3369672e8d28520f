package opcc.tracker.outcomes.api;

import io.grpc.stub.StreamObserver;
import java.util.Objects;
import opcc.tracker.kit.authentication.Caller;
import opcc.tracker.kit.serving.Unary;
import opcc.tracker.outcomes.intake.BatchIntake;
import opcc.tracker.outcomes.tables.OutcomeTables;
import opcc.tracker.outcomes.tables.TableQuestion;
import opcc.tracker.v1.BatchCreateOutcomesRequest;
import opcc.tracker.v1.BatchCreateOutcomesResponse;
import opcc.tracker.v1.GetOutcomeTableRequest;
import opcc.tracker.v1.OutcomeTable;
import opcc.tracker.v1.OutcomesServiceGrpc;
import org.springframework.grpc.server.service.GrpcService;

/** Outcomes over gRPC. Who may call what is in the proto and is enforced before a call comes here. */
@GrpcService
class OutcomesEndpoint extends OutcomesServiceGrpc.OutcomesServiceImplBase {

    private final BatchIntake intake;
    private final OutcomeTables tables;

    OutcomesEndpoint(BatchIntake intake, OutcomeTables tables) {
        this.intake = intake;
        this.tables = tables;
    }

    @Override
    public void batchCreateOutcomes(
            BatchCreateOutcomesRequest request, StreamObserver<BatchCreateOutcomesResponse> observer) {
        String provider = Objects.requireNonNull(Caller.current().provider(), "only a provider's caller is admitted");
        int count = intake.take(request.getOutcomesList(), provider);
        Unary.answer(
                observer,
                BatchCreateOutcomesResponse.newBuilder().setCreatedCount(count).build());
    }

    @Override
    public void getOutcomeTable(GetOutcomeTableRequest request, StreamObserver<OutcomeTable> observer) {
        Unary.answer(observer, tables.answer(TableQuestion.of(request)));
    }
}
