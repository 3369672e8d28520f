package opcc.tracker.outcomes;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import opcc.tracker.kit.testing.RunningService;
import opcc.tracker.kit.testing.TestPerson;
import opcc.tracker.outcomes.quarters.FrozenPeople;
import opcc.tracker.v1.AgeBandEnum.AgeBand;
import opcc.tracker.v1.BatchCreateOutcomesRequest;
import opcc.tracker.v1.EngagementEnum.Engagement;
import opcc.tracker.v1.ExploitationTypeEnum.ExploitationType;
import opcc.tracker.v1.FreezeQuarterRequest;
import opcc.tracker.v1.GetOutcomeTableRequest;
import opcc.tracker.v1.GetQuarterRequest;
import opcc.tracker.v1.NrmStageEnum.NrmStage;
import opcc.tracker.v1.Outcome;
import opcc.tracker.v1.OutcomeTable;
import opcc.tracker.v1.OutcomesServiceGrpc;
import opcc.tracker.v1.OutcomesServiceGrpc.OutcomesServiceBlockingStub;
import opcc.tracker.v1.Quarter;
import opcc.tracker.v1.QuarterStateEnum.QuarterState;
import opcc.tracker.v1.QuartersServiceGrpc;
import opcc.tracker.v1.QuartersServiceGrpc.QuartersServiceBlockingStub;
import opcc.tracker.v1.ReviseQuarterRequest;
import opcc.tracker.v1.Service;
import opcc.tracker.v1.SexEnum.Sex;
import org.bson.Document;

/** outcomes-service, running beside a stand-in of the register, and the words in which its tests speak. */
final class RunningOutcomes implements AutoCloseable {

    static final String QUARTER = "2026-27 Q1";

    final RegisterStandIn register;
    final RunningService running;
    final TestPerson justiceAndCare;
    final TestPerson hopeForJustice;
    final TestPerson analyst;

    private RunningOutcomes(RegisterStandIn register, RunningService running) {
        this.register = register;
        this.running = running;
        justiceAndCare = running.realm().provider("justice-and-care");
        hopeForJustice = running.realm().provider("hope-for-justice");
        analyst = running.realm().analyst();
        registered("surrey-navigator", "surrey", "justice-and-care");
        registered("leicestershire-navigator", "leicestershire", "justice-and-care", "derbyshire", "nottinghamshire");
        registered("national-helpline", "england-and-wales", "justice-and-care");
        registered("derbyshire-safe-house", "derbyshire", "hope-for-justice");
    }

    static RunningOutcomes start() {
        return with(Map.of());
    }

    /** With these properties besides the usual ones. */
    static RunningOutcomes with(Map<String, String> properties) {
        RegisterStandIn register = new RegisterStandIn();
        return new RunningOutcomes(
                register, RunningService.start(OutcomesApplication.class, beside(register, properties)));
    }

    /** Another process of the service on the same database. Close it before this. */
    RunningOutcomes another(Map<String, String> properties) {
        RegisterStandIn its = new RegisterStandIn();
        return new RunningOutcomes(its, running.another(beside(its, properties)));
    }

    private static Map<String, String> beside(RegisterStandIn register, Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(properties);
        all.put("providers-service.address", register.address());
        return all;
    }

    private void registered(String id, String area, String provider, String... sharedAreas) {
        register.holds(Service.newBuilder()
                .setName("services/" + id)
                .setArea(area)
                .addAllSharedAreas(List.of(sharedAreas))
                .setProvider("providers/" + provider)
                .build());
    }

    OutcomesServiceBlockingStub stub() {
        return OutcomesServiceGrpc.newBlockingStub(running.channel());
    }

    int report(TestPerson person, Outcome.Builder... outcomes) {
        return person.calling(stub()).batchCreateOutcomes(batch(outcomes)).getCreatedCount();
    }

    int report(TestPerson person, String idempotencyKey, Outcome.Builder... outcomes) {
        return person.calling(stub(), idempotencyKey)
                .batchCreateOutcomes(batch(outcomes))
                .getCreatedCount();
    }

    /** Freezes the quarter; the sex of each person whom it then holds. */
    List<Sex> frozenSexes() {
        freeze(QUARTER);
        return running.part(FrozenPeople.class).first(QUARTER).stream()
                .map(person -> person.profile().sex())
                .toList();
    }

    OutcomeTable table(TestPerson person, String area, String... dimensions) {
        return person.calling(stub())
                .getOutcomeTable(GetOutcomeTableRequest.newBuilder()
                        .setArea(area)
                        .setQuarter(QUARTER)
                        .addAllDimensions(List.of(dimensions))
                        .build());
    }

    QuartersServiceBlockingStub quarters() {
        return QuartersServiceGrpc.newBlockingStub(running.channel());
    }

    /** Has the analyst freeze a quarter, written {@code 2026-27 Q1}, and waits until it is. */
    Quarter freeze(String quarter) {
        analyst.calling(quarters())
                .freezeQuarter(FreezeQuarterRequest.newBuilder()
                        .setName("quarters/" + quarter.replace(' ', '-'))
                        .build());
        return frozen(quarter);
    }

    /** Has the analyst revise a quarter and waits until it is. */
    Quarter revise(String quarter) {
        analyst.calling(quarters())
                .reviseQuarter(ReviseQuarterRequest.newBuilder()
                        .setName("quarters/" + quarter.replace(' ', '-'))
                        .build());
        return frozen(quarter);
    }

    private Quarter frozen(String quarter) {
        return await().atMost(Duration.ofMinutes(1))
                .until(() -> quarter(analyst, quarter), found -> found.getState() == QuarterState.FROZEN);
    }

    Quarter quarter(TestPerson person, String quarter) {
        return person.calling(quarters())
                .getQuarter(GetQuarterRequest.newBuilder()
                        .setName("quarters/" + quarter.replace(' ', '-'))
                        .build());
    }

    /** As if nothing had ever been reported. */
    void empty() {
        for (String collection : List.of("batches", "arrivals", "tranches", "pins", "cubes")) {
            running.mongo().database().getCollection(collection).deleteMany(new Document());
        }
    }

    long storedBatches() {
        return running.mongo().database().getCollection("batches").countDocuments();
    }

    static BatchCreateOutcomesRequest batch(Outcome.Builder... outcomes) {
        BatchCreateOutcomesRequest.Builder request = BatchCreateOutcomesRequest.newBuilder();
        for (Outcome.Builder outcome : outcomes) {
            request.addOutcomes(outcome);
        }
        return request.build();
    }

    /** A person in Surrey whom nobody has reported before. */
    static Outcome.Builder somebody() {
        return Outcome.newBuilder()
                .setService("services/surrey-navigator")
                .setCaseReference("case-" + UUID.randomUUID())
                .setQuarter(QUARTER)
                .setNrmStage(NrmStage.PRE_NRM)
                .addExploitationTypes(ExploitationType.LABOUR)
                .setAgeBand(AgeBand.AGE_25_TO_34)
                .setSex(Sex.FEMALE)
                .setEngagement(Engagement.SUPPORTING);
    }

    /** So many people who differ from {@code one} only in who they are. */
    static Outcome.Builder[] people(int count, Outcome.Builder one) {
        return IntStream.range(0, count)
                .mapToObj(i -> one.clone().setCaseReference("case-" + UUID.randomUUID()))
                .toArray(Outcome.Builder[]::new);
    }

    @Override
    public void close() {
        running.close();
        register.close();
    }
}
