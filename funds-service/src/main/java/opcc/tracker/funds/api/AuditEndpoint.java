package opcc.tracker.funds.api;

import com.google.protobuf.Timestamp;
import io.grpc.stub.StreamObserver;
import java.time.DateTimeException;
import java.time.Instant;
import opcc.tracker.kit.audit.AuditProof;
import opcc.tracker.kit.audit.AuditQuery;
import opcc.tracker.kit.audit.AuditRecord;
import opcc.tracker.kit.audit.AuditStore;
import opcc.tracker.kit.paging.Page;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.kit.serving.Unary;
import opcc.tracker.v1.AuditEvent;
import opcc.tracker.v1.AuditServiceGrpc;
import opcc.tracker.v1.ListAuditEventsRequest;
import opcc.tracker.v1.ListAuditEventsResponse;
import opcc.tracker.v1.VerifyAuditRequest;
import opcc.tracker.v1.VerifyAuditResponse;
import org.springframework.stereotype.Service;

/** The calls of {@code AuditService}. */
@Service
final class AuditEndpoint extends AuditServiceGrpc.AuditServiceImplBase {

    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private final AuditStore store;

    AuditEndpoint(AuditStore store) {
        this.store = store;
    }

    @Override
    public void listAuditEvents(ListAuditEventsRequest request, StreamObserver<ListAuditEventsResponse> observer) {
        Page page = Page.of(request.getPageSize(), request.getPageToken());
        String caller = request.getCaller();
        AuditQuery query = new AuditQuery(
                "funds/" + Names.requireFundId(request.getParent()),
                caller.isEmpty() ? "" : caller.substring("users/".length()),
                request.hasStartTime() ? instant("start_time", request.getStartTime()) : FIRST,
                request.hasEndTime() ? instant("end_time", request.getEndTime()) : LAST,
                page.after().isEmpty() ? null : place(page.after()),
                page.size());
        Page.Cut<AuditRecord> cut = page.cut(store.find(query), AuditEndpoint::key);
        Unary.answer(
                observer,
                ListAuditEventsResponse.newBuilder()
                        .addAllAuditEvents(
                                cut.items().stream().map(AuditEndpoint::answer).toList())
                        .setNextPageToken(cut.nextPageToken())
                        .build());
    }

    @Override
    public void verifyAudit(VerifyAuditRequest request, StreamObserver<VerifyAuditResponse> observer) {
        AuditProof proof = AuditProof.of(store);
        Unary.answer(
                observer,
                VerifyAuditResponse.newBuilder()
                        .setValid(proof.holds())
                        .setEventCount(proof.eventCount())
                        .setStreamCount(proof.streamCount())
                        .setHeadHash(proof.headHash())
                        .setFirstInvalidEvent(proof.firstInvalidEvent())
                        .setProblem(proof.problem())
                        .build());
    }

    private static AuditEvent answer(AuditRecord record) {
        return AuditEvent.newBuilder()
                .setName(record.name())
                .setCaller("users/" + record.event().username())
                .setCallerSubject(record.event().subject())
                .setCall(record.event().call())
                .setResource(record.event().resource())
                .setResult(record.event().result())
                .setCreateTime(Answers.timestamp(record.event().at()))
                .setRequestId(record.event().requestId())
                .setPreviousHash(record.previousHash())
                .setHash(record.hash())
                .build();
    }

    private static String key(AuditRecord record) {
        return record.event().at().toEpochMilli() + " " + record.stream() + " " + record.sequence();
    }

    private static AuditQuery.Place place(String key) {
        String[] parts = key.split(" ");
        if (parts.length != 3) {
            throw Page.notAToken();
        }
        try {
            return new AuditQuery.Place(
                    Instant.ofEpochMilli(Long.parseLong(parts[0])), parts[1], Long.parseLong(parts[2]));
        } catch (NumberFormatException e) {
            throw Page.notAToken();
        }
    }

    private static Instant instant(String field, Timestamp timestamp) {
        try {
            Instant instant = Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
            if (!instant.isBefore(FIRST) && !instant.isAfter(LAST)) {
                return instant;
            }
        } catch (DateTimeException e) {
            // Falls through: no moment that a calendar has.
        }
        throw Refusal.invalid(field, "must lie between 1970 and 9999");
    }
}
