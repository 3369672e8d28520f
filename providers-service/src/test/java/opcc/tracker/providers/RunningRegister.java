package opcc.tracker.providers;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import opcc.tracker.kit.testing.RunningService;
import opcc.tracker.kit.testing.TestPerson;
import opcc.tracker.v1.CreateProviderRequest;
import opcc.tracker.v1.CreateServiceRequest;
import opcc.tracker.v1.GetProviderRequest;
import opcc.tracker.v1.GetServiceRequest;
import opcc.tracker.v1.Provider;
import opcc.tracker.v1.ProviderKindEnum.ProviderKind;
import opcc.tracker.v1.ProvidersServiceGrpc;
import opcc.tracker.v1.ProvidersServiceGrpc.ProvidersServiceBlockingStub;
import opcc.tracker.v1.Service;
import opcc.tracker.v1.ServiceTypeEnum.ServiceType;
import opcc.tracker.v1.UpdateProviderRequest;
import opcc.tracker.v1.UpdateServiceRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** providers-service, running, and the words in which its tests speak. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RunningRegister {

    RunningService running;
    TestPerson westMercia;
    TestPerson leicestershire;
    TestPerson administrator;

    @BeforeAll
    void start() {
        running = RunningService.start(ProvidersApplication.class, properties());
        westMercia = running.realm().commissioner("west-mercia");
        leicestershire = running.realm().commissioner("leicestershire");
        administrator = running.realm().administrator();
    }

    /** Settings besides those of realm, database and port. */
    Map<String, String> properties() {
        return Map.of();
    }

    @AfterAll
    void stop() {
        running.close();
    }

    ProvidersServiceBlockingStub as(TestPerson person) {
        return person.calling(ProvidersServiceGrpc.newBlockingStub(running.channel()));
    }

    ProvidersServiceBlockingStub as(TestPerson person, String idempotencyKey) {
        return person.calling(ProvidersServiceGrpc.newBlockingStub(running.channel()), idempotencyKey);
    }

    /** What a service that crashed after its write and before it remembered its answer leaves behind. */
    void forgetAnswers() {
        running.mongo().database().getCollection("answers").drop();
    }

    static String newId(String what) {
        return what + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    static Provider.Builder aCharity(String displayName) {
        return Provider.newBuilder().setDisplayName(displayName).setKind(ProviderKind.CHARITY);
    }

    static Service.Builder aNavigatorService(String area) {
        return Service.newBuilder()
                .setDisplayName("Victim Navigator")
                .setServiceType(ServiceType.NAVIGATOR)
                .setArea(area);
    }

    static CreateProviderRequest registering(String id, Provider.Builder provider) {
        return CreateProviderRequest.newBuilder()
                .setProviderId(id)
                .setProvider(provider)
                .build();
    }

    static CreateServiceRequest registering(String id, Service.Builder service) {
        return CreateServiceRequest.newBuilder()
                .setServiceId(id)
                .setService(service)
                .build();
    }

    static UpdateProviderRequest changing(Provider.Builder provider, String... paths) {
        UpdateProviderRequest.Builder request =
                UpdateProviderRequest.newBuilder().setProvider(provider);
        request.getUpdateMaskBuilder().addAllPaths(List.of(paths));
        return request.build();
    }

    static UpdateServiceRequest changing(Service.Builder service, String... paths) {
        UpdateServiceRequest.Builder request = UpdateServiceRequest.newBuilder().setService(service);
        request.getUpdateMaskBuilder().addAllPaths(List.of(paths));
        return request.build();
    }

    static GetProviderRequest provider(String name) {
        return GetProviderRequest.newBuilder().setName(name).build();
    }

    static GetServiceRequest service(String name) {
        return GetServiceRequest.newBuilder().setName(name).build();
    }

    /** Name and etag of what was read: what an update must carry. */
    static Provider.Builder read(Provider provider) {
        return Provider.newBuilder().setName(provider.getName()).setEtag(provider.getEtag());
    }

    /** Name and etag of what was read: what an update must carry. */
    static Service.Builder read(Service service) {
        return Service.newBuilder().setName(service.getName()).setEtag(service.getEtag());
    }
}
