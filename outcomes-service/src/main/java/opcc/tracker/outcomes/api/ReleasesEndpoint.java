package opcc.tracker.outcomes.api;

import io.grpc.stub.StreamObserver;
import java.util.Map;
import opcc.tracker.kit.access.Visibility;
import opcc.tracker.kit.authentication.Caller;
import opcc.tracker.kit.paging.Page;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.kit.serving.Unary;
import opcc.tracker.outcomes.releases.Publication;
import opcc.tracker.outcomes.releases.Releases;
import opcc.tracker.v1.CreateReleaseRequest;
import opcc.tracker.v1.GetReleaseAuditRequest;
import opcc.tracker.v1.GetReleaseRequest;
import opcc.tracker.v1.ListReleasesRequest;
import opcc.tracker.v1.ListReleasesResponse;
import opcc.tracker.v1.PreviewReleaseRequest;
import opcc.tracker.v1.PublishReleaseRequest;
import opcc.tracker.v1.Release;
import opcc.tracker.v1.ReleaseAudit;
import opcc.tracker.v1.ReleasesServiceGrpc;
import org.springframework.grpc.server.service.GrpcService;

/** Releases over gRPC. */
@GrpcService
class ReleasesEndpoint extends ReleasesServiceGrpc.ReleasesServiceImplBase {

    private final Releases releases;

    ReleasesEndpoint(Releases releases) {
        this.releases = releases;
    }

    @Override
    public void createRelease(CreateReleaseRequest request, StreamObserver<Release> observer) {
        Release given = request.getRelease();
        Unary.answer(
                observer,
                ReleaseAnswers.of(releases.draft(
                        request.getReleaseId(),
                        given.getTitle(),
                        given.getQuartersList(),
                        given.getArea(),
                        given.getDimensionsList(),
                        Caller.current().name())));
    }

    @Override
    public void getRelease(GetReleaseRequest request, StreamObserver<Release> observer) {
        Unary.answer(observer, ReleaseAnswers.of(releases.require(request.getName())));
    }

    @Override
    public void listReleases(ListReleasesRequest request, StreamObserver<ListReleasesResponse> observer) {
        Page.Cut<opcc.tracker.outcomes.releases.Release> cut = releases.list(
                Page.of(request.getPageSize(), request.getPageToken()), request.getArea(), Visibility.current());
        Unary.answer(
                observer,
                ListReleasesResponse.newBuilder()
                        .addAllReleases(cut.items().stream()
                                .map(ReleaseAnswers::withoutCells)
                                .toList())
                        .setNextPageToken(cut.nextPageToken())
                        .build());
    }

    @Override
    public void previewRelease(PreviewReleaseRequest request, StreamObserver<ReleaseAudit> observer) {
        Unary.answer(observer, ReleaseAnswers.preview(request.getName(), releases.preview(request.getName())));
    }

    @Override
    public void publishRelease(PublishReleaseRequest request, StreamObserver<Release> observer) {
        Unary.answer(
                observer,
                ReleaseAnswers.of(releases.publish(
                        request.getName(), request.getEtag(), Caller.current().name())));
    }

    @Override
    public void getReleaseAudit(GetReleaseAuditRequest request, StreamObserver<ReleaseAudit> observer) {
        Publication publication = releases.require(request.getName()).publication();
        if (publication == null) {
            throw Refusal.precondition(
                    "NOT_PUBLISHED",
                    "\"" + request.getName() + "\" is a draft. Preview it to see what an audit would find now.",
                    Map.of("resource", request.getName()));
        }
        Unary.answer(observer, ReleaseAnswers.audit(request.getName(), publication.report()));
    }
}
