package opcc.tracker.funds;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import com.google.rpc.Code;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import opcc.tracker.kit.testing.Refusals;
import opcc.tracker.kit.testing.RunningService;
import opcc.tracker.kit.testing.TestPerson;
import opcc.tracker.v1.ApproveDrawRequest;
import opcc.tracker.v1.AuditEvent;
import opcc.tracker.v1.AuditServiceGrpc;
import opcc.tracker.v1.AuditServiceGrpc.AuditServiceBlockingStub;
import opcc.tracker.v1.CreateDrawRequest;
import opcc.tracker.v1.CreateFundRequest;
import opcc.tracker.v1.Draw;
import opcc.tracker.v1.DrawCategoryEnum.DrawCategory;
import opcc.tracker.v1.DrawLine;
import opcc.tracker.v1.Fund;
import opcc.tracker.v1.FundsServiceGrpc;
import opcc.tracker.v1.FundsServiceGrpc.FundsServiceBlockingStub;
import opcc.tracker.v1.GetFundRequest;
import opcc.tracker.v1.ListAuditEventsRequest;
import opcc.tracker.v1.ListAuditEventsResponse;
import opcc.tracker.v1.VerifyAuditRequest;
import opcc.tracker.v1.VerifyAuditResponse;
import org.assertj.core.groups.Tuple;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who saw and did what, over real sockets, with a realm that signs and a MongoDB. */
class AuditIT {

    private static RunningService service;
    private static int funds;

    private final TestPerson finance = service.realm().finance("west-mercia");
    private final TestPerson officer = service.realm().requester("west-mercia");
    private final TestPerson auditor = service.realm().auditor("west-mercia");

    private String fund = "";

    @BeforeAll
    static void start() {
        service = RunningService.start(FundsApplication.class, Map.of());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void given_a_fund_and_a_draw_that_was_refused_once() {
        String id = "audited-" + ++funds;
        service.setNow(Instant.parse("2026-07-15T10:00:00Z"));
        fund = as(finance, "open " + id)
                .createFund(CreateFundRequest.newBuilder()
                        .setFundId(id)
                        .setFund(Fund.newBuilder().setDisplayName("Zaunkoenig").setArea("west-mercia"))
                        .build())
                .getName();
        Draw draw = as(officer, "ask " + id)
                .createDraw(CreateDrawRequest.newBuilder()
                        .setParent(fund)
                        .setDraw(Draw.newBuilder()
                                .setReason("Rotkehlchen needs a bed")
                                .setSupplier("Hotel Amsel")
                                .addLines(DrawLine.newBuilder()
                                        .setCategory(DrawCategory.ACCOMMODATION)
                                        .setQuantity(1)
                                        .setUnitPricePence(987_653)))
                        .build());
        service.setNow(Instant.parse("2026-07-15T11:00:00Z"));
        Refusals.of(() -> as(finance, "approve " + id)
                .approveDraw(
                        ApproveDrawRequest.newBuilder().setName(draw.getName()).build()));
        Refusals.of(() -> as(officer, "approve " + id)
                .approveDraw(
                        ApproveDrawRequest.newBuilder().setName(draw.getName()).build()));
    }

    @Test
    void every_call_is_in_the_trail_with_its_result_refusals_too() {
        assertThat(events(ListAuditEventsRequest.newBuilder()))
                .extracting(AuditEvent::getCaller, AuditEvent::getCall, AuditEvent::getResource, AuditEvent::getResult)
                .containsExactly(
                        tuple(finance, "CreateFund", fund, "OK"),
                        tuple(officer, "CreateDraw", fund, "OK"),
                        tuple(finance, "ApproveDraw", fund + "/draws/d1", "FAILED_PRECONDITION"),
                        tuple(officer, "ApproveDraw", fund + "/draws/d1", "PERMISSION_DENIED"));
    }

    @Test
    void who_only_looked_is_in_the_trail_and_so_is_the_auditor() {
        as(finance, "").getFund(GetFundRequest.newBuilder().setName(fund).build());
        events(ListAuditEventsRequest.newBuilder());

        assertThat(events(ListAuditEventsRequest.newBuilder()))
                .extracting(AuditEvent::getCall)
                .contains("GetFund", "ListAuditEvents");
    }

    @Test
    void nothing_of_a_request_is_stored_but_the_name_of_its_resource() {
        List<Document> stored = audit().find(Filters.eq("roots", fund)).into(new ArrayList<>());

        assertThat(stored).isNotEmpty();
        int events = 0;
        for (Document document : stored) {
            assertThat(document.keySet())
                    .containsExactlyInAnyOrder(
                            "_id", "stream", "seq", "from", "until", "roots", "anchors", "previousHash", "events");
            for (Document event : document.getList("events", Document.class)) {
                events++;
                assertThat(event.keySet())
                        .containsExactlyInAnyOrder(
                                "at", "subject", "username", "call", "resource", "result", "request", "hash");
            }
            assertThat(document.toJson())
                    .doesNotContain("Zaunkoenig", "Rotkehlchen", "Amsel", "987653", "ACCOMMODATION", "needs");
        }
        assertThat(events).isGreaterThanOrEqualTo(4);
    }

    @Test
    void the_trail_is_narrowed_to_a_person_and_a_time_and_comes_in_pages() {
        assertThat(events(ListAuditEventsRequest.newBuilder().setCaller("users/" + username(officer))))
                .extracting(AuditEvent::getCall)
                .containsExactly("CreateDraw", "ApproveDraw");
        Timestamp half = Timestamp.newBuilder()
                .setSeconds(Instant.parse("2026-07-15T10:30:00Z").getEpochSecond())
                .build();
        assertThat(events(ListAuditEventsRequest.newBuilder().setEndTime(half)))
                .extracting(AuditEvent::getCall)
                .containsExactly("CreateFund", "CreateDraw");
        assertThat(events(
                        ListAuditEventsRequest.newBuilder().setStartTime(half).setCaller("users/" + username(finance))))
                .extracting(AuditEvent::getCall)
                .containsExactly("ApproveDraw");

        List<AuditEvent> paged = new ArrayList<>();
        String token = "";
        do {
            ListAuditEventsResponse page = trail(auditor)
                    .listAuditEvents(ListAuditEventsRequest.newBuilder()
                            .setParent(fund)
                            .setCaller("users/" + username(finance))
                            .setPageSize(1)
                            .setPageToken(token)
                            .build());
            assertThat(page.getAuditEventsCount()).isLessThanOrEqualTo(1);
            paged.addAll(page.getAuditEventsList());
            token = page.getNextPageToken();
        } while (!token.isEmpty());
        assertThat(paged).extracting(AuditEvent::getCall).containsExactly("CreateFund", "ApproveDraw");
    }

    @Test
    void only_an_auditor_of_the_area_reads_it() {
        ListAuditEventsRequest request =
                ListAuditEventsRequest.newBuilder().setParent(fund).build();

        assertThat(Refusals.of(() -> trail(finance).listAuditEvents(request)).code())
                .isEqualTo(Code.PERMISSION_DENIED);
        assertThat(Refusals.of(() ->
                                trail(service.realm().auditor("leicestershire")).listAuditEvents(request))
                        .code())
                .isEqualTo(Code.NOT_FOUND);
    }

    @Test
    void the_trail_is_proved_and_a_changed_event_is_named() {
        VerifyAuditResponse whole = trail(auditor).verifyAudit(VerifyAuditRequest.getDefaultInstance());
        assertThat(whole.getValid()).as(whole.getProblem()).isTrue();
        assertThat(whole.getEventCount()).isGreaterThanOrEqualTo(4);

        Document denied = audit().find(
                        Filters.and(Filters.eq("roots", fund), Filters.eq("events.result", "PERMISSION_DENIED")))
                .first();
        assertThat(denied).isNotNull();
        int place = denied.getList("events", Document.class).stream()
                .map(event -> event.getString("result"))
                .toList()
                .indexOf("PERMISSION_DENIED");
        String result = "events." + place + ".result";
        audit().updateOne(Filters.eq("_id", denied.get("_id")), Updates.set(result, "OK"));
        VerifyAuditResponse forged = trail(auditor).verifyAudit(VerifyAuditRequest.getDefaultInstance());
        audit().updateOne(Filters.eq("_id", denied.get("_id")), Updates.set(result, "PERMISSION_DENIED"));

        assertThat(forged.getValid()).isFalse();
        assertThat(forged.getFirstInvalidEvent())
                .isEqualTo("audit/" + denied.getString("stream") + "/events/" + (denied.getLong("seq") + place));
        assertThat(forged.getProblem()).contains("does not agree with its hash");
    }

    private static Tuple tuple(TestPerson person, String call, String resource, String result) {
        return Tuple.tuple("users/" + username(person), call, resource, result);
    }

    private static String username(TestPerson person) {
        return String.valueOf(person.claims().build().getClaim("preferred_username"));
    }

    private List<AuditEvent> events(ListAuditEventsRequest.Builder request) {
        return trail(auditor).listAuditEvents(request.setParent(fund).build()).getAuditEventsList();
    }

    private static MongoCollection<Document> audit() {
        return service.mongo().database().getCollection("audit");
    }

    private static AuditServiceBlockingStub trail(TestPerson person) {
        return person.calling(AuditServiceGrpc.newBlockingStub(service.channel()));
    }

    private static FundsServiceBlockingStub as(TestPerson person, String key) {
        FundsServiceBlockingStub stub = FundsServiceGrpc.newBlockingStub(service.channel());
        return key.isEmpty() ? person.calling(stub) : person.calling(stub, key);
    }
}
