package opcc.tracker.outcomes.api;

import com.google.protobuf.Timestamp;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Instant;
import java.util.Map;
import opcc.tracker.kit.authentication.Caller;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.kit.serving.Unary;
import opcc.tracker.outcomes.records.UploadedFile;
import opcc.tracker.outcomes.records.UploadedFile.Progress;
import opcc.tracker.outcomes.store.FaultStore;
import opcc.tracker.outcomes.store.UploadStore;
import opcc.tracker.outcomes.uploads.ErrorFile;
import opcc.tracker.outcomes.uploads.OutcomeTemplate;
import opcc.tracker.outcomes.uploads.UploadWatches;
import opcc.tracker.outcomes.uploads.Uploads;
import opcc.tracker.v1.GetOutcomeTemplateRequest;
import opcc.tracker.v1.GetOutcomeTemplateResponse;
import opcc.tracker.v1.GetUploadErrorsRequest;
import opcc.tracker.v1.GetUploadErrorsResponse;
import opcc.tracker.v1.GetUploadRequest;
import opcc.tracker.v1.Upload;
import opcc.tracker.v1.UploadOutcomesRequest;
import opcc.tracker.v1.UploadStateEnum.UploadState;
import opcc.tracker.v1.UploadsServiceGrpc;
import opcc.tracker.v1.WatchUploadRequest;
import org.springframework.grpc.server.service.GrpcService;

/** Files of outcomes over gRPC. Who may call what is in the proto and is enforced before a call comes here. */
@GrpcService
class UploadsEndpoint extends UploadsServiceGrpc.UploadsServiceImplBase {

    private static final String PREFIX = "uploads/";

    private final Uploads uploads;
    private final UploadStore stored;
    private final FaultStore faults;
    private final UploadWatches watches;

    UploadsEndpoint(Uploads uploads, UploadStore stored, FaultStore faults, UploadWatches watches) {
        this.uploads = uploads;
        this.stored = stored;
        this.faults = faults;
        this.watches = watches;
    }

    @Override
    public void uploadOutcomes(UploadOutcomesRequest request, StreamObserver<Upload> observer) {
        String provider = Caller.current().provider();
        if (provider == null) {
            throw Refusal.denied(
                    "PROVIDER_REQUIRED", "You act for no provider, so you have no outcomes to report.", Map.of());
        }
        Unary.answer(
                observer,
                answer(uploads.receive(provider, request.getService(), request.getCsv(), request.getAllOrNothing())));
    }

    @Override
    public void getUpload(GetUploadRequest request, StreamObserver<Upload> observer) {
        Unary.answer(observer, answer(find(request.getName())));
    }

    @Override
    public void watchUpload(WatchUploadRequest request, StreamObserver<Upload> observer) {
        watches.watch(
                id(request.getName()),
                Caller.current().subject(),
                new StreamedUpload((ServerCallStreamObserver<Upload>) observer, UploadsEndpoint::answer));
        observer.onCompleted();
    }

    @Override
    public void getUploadErrors(GetUploadErrorsRequest request, StreamObserver<GetUploadErrorsResponse> observer) {
        UploadedFile upload = find(request.getName());
        Progress progress = upload.progress();
        if (progress.state() == UploadState.RUNNING && !progress.checked()) {
            throw Refusal.precondition(
                    "UPLOAD_RUNNING",
                    "The rows are still being checked; ask again in a moment.",
                    Map.of("resource", upload.name()));
        }
        Unary.answer(
                observer,
                GetUploadErrorsResponse.newBuilder()
                        .setCsv(ErrorFile.write(faults, upload))
                        .setFileName("errors-" + upload.id() + ".csv")
                        .build());
    }

    @Override
    public void getOutcomeTemplate(
            GetOutcomeTemplateRequest request, StreamObserver<GetOutcomeTemplateResponse> observer) {
        Unary.answer(
                observer,
                GetOutcomeTemplateResponse.newBuilder()
                        .setCsv(OutcomeTemplate.csv())
                        .setFileName("outcomes.csv")
                        .build());
    }

    private UploadedFile find(String name) {
        return stored.find(id(name)).orElseThrow(() -> Refusal.notFound(name));
    }

    private static String id(String name) {
        return name.substring(PREFIX.length());
    }

    private static Upload answer(UploadedFile upload) {
        Progress progress = upload.progress();
        Upload.Builder answer = Upload.newBuilder()
                .setName(upload.name())
                .setService(upload.service())
                .setState(progress.state())
                .setAllOrNothing(upload.allOrNothing())
                .setRowsTotal(progress.total())
                .setRowsRead(progress.read())
                .setRowsTaken(progress.taken())
                .setRowsRefused(progress.refused())
                .setMessage(progress.message())
                .setCreateTime(timestamp(upload.createdAt()));
        Instant finishedAt = progress.finishedAt();
        if (finishedAt != null) {
            answer.setFinishTime(timestamp(finishedAt));
        }
        return answer.build();
    }

    private static Timestamp timestamp(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }
}
