package opcc.tracker.outcomes.api;

import io.grpc.stub.StreamObserver;
import opcc.tracker.kit.calendar.Quarter;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.kit.serving.Unary;
import opcc.tracker.outcomes.quarters.QuarterStatus;
import opcc.tracker.outcomes.quarters.Quarters;
import opcc.tracker.outcomes.quarters.Tranche.Frozen;
import opcc.tracker.outcomes.tables.ProtectionNotes;
import opcc.tracker.v1.FreezeQuarterRequest;
import opcc.tracker.v1.GetQuarterRequest;
import opcc.tracker.v1.ListQuartersRequest;
import opcc.tracker.v1.ListQuartersResponse;
import opcc.tracker.v1.QuarterStateEnum.QuarterState;
import opcc.tracker.v1.QuartersServiceGrpc;
import opcc.tracker.v1.ReviseQuarterRequest;
import org.springframework.grpc.server.service.GrpcService;

/** Quarters over gRPC. Who may call what is in the proto and is enforced before a call comes here. */
@GrpcService
class QuartersEndpoint extends QuartersServiceGrpc.QuartersServiceImplBase {

    private static final String PREFIX = "quarters/";
    private final Quarters quarters;

    QuartersEndpoint(Quarters quarters) {
        this.quarters = quarters;
    }

    @Override
    public void listQuarters(ListQuartersRequest request, StreamObserver<ListQuartersResponse> observer) {
        Unary.answer(
                observer,
                ListQuartersResponse.newBuilder()
                        .addAllQuarters(quarters.list().stream()
                                .map(QuartersEndpoint::answer)
                                .toList())
                        .build());
    }

    @Override
    public void getQuarter(GetQuarterRequest request, StreamObserver<opcc.tracker.v1.Quarter> observer) {
        Unary.answer(observer, answer(quarters.find(quarter(request.getName()))));
    }

    @Override
    public void freezeQuarter(FreezeQuarterRequest request, StreamObserver<opcc.tracker.v1.Quarter> observer) {
        Unary.answer(observer, answer(quarters.freeze(quarter(request.getName()))));
    }

    @Override
    public void reviseQuarter(ReviseQuarterRequest request, StreamObserver<opcc.tracker.v1.Quarter> observer) {
        Unary.answer(observer, answer(quarters.revise(quarter(request.getName()))));
    }

    /** Names have a hyphen where the quarter is written with a space. */
    private static Quarter quarter(String name) {
        String written = name.substring(PREFIX.length()).replace("-Q", " Q");
        return Quarter.parse(written)
                .orElseThrow(() -> Refusal.invalid(
                        Quarter.violation("name", written).stream().toList()));
    }

    private static opcc.tracker.v1.Quarter answer(QuarterStatus status) {
        opcc.tracker.v1.Quarter.Builder answer = opcc.tracker.v1.Quarter.newBuilder()
                .setName(PREFIX + status.quarter().toString().replace(' ', '-'))
                .setQuarter(status.quarter().toString())
                .setState(status.state())
                .setRevision(status.frozen().size());
        if (status.state() != QuarterState.COLLECTING) {
            if (status.late() == 0) {
                answer.setFewLateRecords(true);
            } else {
                answer.setLateRecords(status.late());
            }
        }
        status.latest()
                .ifPresent(latest -> answer.setFreezeTime(ReturnAnswers.timestamp(latest.at()))
                        .setLargestError(status.frozen().stream()
                                .mapToInt(each -> each.errors().largest())
                                .sum())
                        .setMeanErrorTenths(status.frozen().stream()
                                .mapToInt(each -> each.errors().meanTenths())
                                .sum())
                        .setSynthetic(status.frozen().stream().anyMatch(Frozen::synthetic))
                        .addAllNotes(ProtectionNotes.of(status)));
        return answer.build();
    }
}
