package opcc.tracker.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.rpc.Code;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import opcc.tracker.kit.testing.Refusals;
import opcc.tracker.kit.testing.TestPerson;
import opcc.tracker.v1.AnnualValue;
import opcc.tracker.v1.GetMeRequest;
import opcc.tracker.v1.ListProvidersRequest;
import opcc.tracker.v1.ListServicesRequest;
import opcc.tracker.v1.Me;
import opcc.tracker.v1.Provider;
import opcc.tracker.v1.ProvidersServiceGrpc;
import opcc.tracker.v1.RoleEnum.Role;
import opcc.tracker.v1.Service;
import opcc.tracker.v1.SessionsServiceGrpc;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RegisterAccessIT extends RunningRegister {

    private Service led;
    private Service shared;
    private Service foreign;
    private TestPerson unseen;

    @BeforeAll
    void registerServices() {
        AnnualValue.Builder value =
                AnnualValue.newBuilder().setFinancialYear("2026-27").setAmountPence(4_500_000);
        as(administrator)
                .createProvider(registering("unseen", aCharity("Unseen").setArea("west-mercia")));
        as(administrator)
                .createProvider(registering("rebuild", aCharity("Rebuild").setArea("derbyshire")));
        unseen = running.realm().provider("unseen");
        led = as(administrator)
                .createService(registering(
                        "led",
                        aNavigatorService("west-mercia")
                                .setProvider("providers/unseen")
                                .addAnnualValues(value)));
        shared = as(administrator)
                .createService(registering(
                        "shared",
                        aNavigatorService("leicestershire")
                                .addSharedAreas("west-mercia")
                                .addAnnualValues(value)));
        foreign = as(administrator)
                .createService(registering(
                        "foreign",
                        aNavigatorService("surrey")
                                .setProvider("providers/rebuild")
                                .addAnnualValues(value)));
    }

    @Test
    void aForeignAreasServiceDoesNotExistForACommissioner() {
        Refusals foreignOne = Refusals.of(() -> as(westMercia).getService(service("services/foreign")));
        Refusals noSuchOne = Refusals.of(() -> as(westMercia).getService(service("services/no-such-one")));

        assertThat(foreignOne.code()).isEqualTo(Code.NOT_FOUND);
        assertThat(foreignOne.message().replace("foreign", "no-such-one")).isEqualTo(noSuchOne.message());
        assertThat(Refusals.of(() -> as(westMercia)
                                .updateService(changing(read(foreign).setDetails("Mine now."), "details")))
                        .code())
                .isEqualTo(Code.NOT_FOUND);
    }

    @Test
    void anAreaThatSharesAServiceReadsItButOnlyTheLeadAreaChangesIt() {
        assertThat(as(westMercia).getService(service("services/shared"))).isEqualTo(shared);
        assertThat(Refusals.of(() -> as(westMercia)
                                .updateService(changing(read(shared).setDetails("Ours."), "details")))
                        .code())
                .isEqualTo(Code.NOT_FOUND);
    }

    @Test
    void aProviderReadsItsOwnEntriesAndNobodyElses() {
        assertThat(as(unseen).getService(service("services/led"))).isEqualTo(led);
        assertThat(as(unseen).getProvider(provider("providers/unseen")).getDisplayName())
                .isEqualTo("Unseen");
        assertThat(Refusals.of(() -> as(unseen).getService(service("services/foreign")))
                        .code())
                .isEqualTo(Code.NOT_FOUND);
        assertThat(Refusals.of(() -> as(unseen).getProvider(provider("providers/rebuild")))
                        .code())
                .isEqualTo(Code.NOT_FOUND);
        assertThat(serviceNames(unseen)).containsExactly("services/led");
        assertThat(as(unseen)
                        .listProviders(ListProvidersRequest.getDefaultInstance())
                        .getProvidersList())
                .extracting(Provider::getName)
                .containsExactly("providers/unseen");
    }

    @Test
    void aListShowsWhatTheCallersAreasLeadOrShare() {
        assertThat(serviceNames(westMercia)).containsExactly("services/led", "services/shared");
        assertThat(serviceNames(running.realm().auditor("surrey"))).containsExactly("services/foreign");
        assertThat(serviceNames(running.realm().finance("kent"))).isEmpty();
        assertThat(serviceNames(running.realm().analyst()))
                .containsExactly("services/foreign", "services/led", "services/shared");
    }

    @Test
    void anAnalystSeesTheRegisterAndNotTheMoney() {
        TestPerson analyst = running.realm().analyst();

        assertThat(led.getAnnualValuesCount()).isEqualTo(1);
        assertThat(as(analyst).getService(service("services/led")))
                .isEqualTo(led.toBuilder().clearAnnualValues().build());
        assertThat(as(analyst)
                        .listServices(ListServicesRequest.getDefaultInstance())
                        .getServicesList())
                .isNotEmpty()
                .allMatch(seen -> seen.getAnnualValuesCount() == 0);
        assertThat(as(westMercia).getService(service("services/led")).getAnnualValuesList())
                .isEqualTo(led.getAnnualValuesList());
    }

    @Test
    void theAreaNamedInTheEntryMustBeTheCommissionersOwn() {
        Refusals refused =
                Refusals.of(() -> as(westMercia).createService(registering(newId("s"), aNavigatorService("surrey"))));

        assertThat(refused.code()).isEqualTo(Code.PERMISSION_DENIED);
        assertThat(refused.reason()).isEqualTo("AREA_NOT_YOURS");
    }

    @Test
    void onlyCommissionersAndAdministratorsChangeTheRegister() {
        Stream.of(
                        running.realm().finance("west-mercia"),
                        running.realm().requester("west-mercia"),
                        running.realm().auditor("west-mercia"),
                        running.realm().analyst(),
                        unseen,
                        running.realm().person("nobody"))
                .forEach(person -> {
                    Refusals refused = Refusals.of(
                            () -> as(person).createService(registering(newId("s"), aNavigatorService("west-mercia"))));
                    assertThat(refused.code()).isEqualTo(Code.PERMISSION_DENIED);
                    assertThat(refused.reason()).isEqualTo("ROLE_REQUIRED");
                    assertThat(Refusals.of(() -> as(person)
                                            .updateService(changing(read(led).setDetails("Mine."), "details")))
                                    .code())
                            .isEqualTo(Code.PERMISSION_DENIED);
                });
    }

    @Test
    void aNameOfAnotherKindIsNoWayRoundTheRule() {
        for (String name : List.of("west-mercia", "providers/unseen", "services/", "services", "/", "services/led/x")) {
            assertThat(Refusals.of(() -> as(westMercia).getService(service(name)))
                            .code())
                    .as(name)
                    .isEqualTo(Code.NOT_FOUND);
            assertThat(Refusals.of(() -> as(westMercia)
                                    .updateService(
                                            changing(read(led).setName(name).setDetails("Mine."), "details")))
                            .code())
                    .as(name)
                    .isEqualTo(Code.NOT_FOUND);
            assertThat(Refusals.of(() -> as(administrator).getService(service(name)))
                            .code())
                    .as(name)
                    .isEqualTo(Code.NOT_FOUND);
        }
    }

    @Test
    void nobodyComesInWithoutAGoodToken() {
        var stub = ProvidersServiceGrpc.newBlockingStub(running.channel());
        var expired = westMercia
                .claims()
                .expirationTime(Date.from(Instant.now().minusSeconds(120)))
                .build();
        Stream.of(
                        running.realm().forge(westMercia.claims().build()),
                        running.realm().sign(expired),
                        running.realm()
                                .sign(westMercia.claims().audience("other").build()),
                        "nonsense")
                .forEach(token -> assertThat(Refusals.of(() ->
                                        TestPerson.callingWith(token, stub).getService(service("services/led")))
                                .code())
                        .isEqualTo(Code.UNAUTHENTICATED));
        assertThat(Refusals.of(() -> stub.getService(service("services/led"))).code())
                .isEqualTo(Code.UNAUTHENTICATED);
    }

    @Test
    void healthIsAnsweredWithoutAToken() {
        var health = HealthGrpc.newBlockingStub(running.channel());

        await().untilAsserted(() -> assertThat(
                        health.check(HealthCheckRequest.getDefaultInstance()).getStatus())
                .isEqualTo(ServingStatus.SERVING));
    }

    @Test
    void everybodyMayAskWhoTheyAre() {
        var stub = SessionsServiceGrpc.newBlockingStub(running.channel());

        Me me = running.realm()
                .person("finance.westmercia")
                .holding(Role.FINANCE, Role.COMMISSIONER)
                .in("west-mercia", "gwent")
                .calling(stub)
                .getMe(GetMeRequest.getDefaultInstance());
        Me nobody = running.realm().person("nobody").calling(stub).getMe(GetMeRequest.getDefaultInstance());
        Me worker = unseen.calling(stub).getMe(GetMeRequest.getDefaultInstance());

        assertThat(me)
                .isEqualTo(Me.newBuilder()
                        .setName("users/finance.westmercia")
                        .addRoles(Role.COMMISSIONER)
                        .addRoles(Role.FINANCE)
                        .addAreas("gwent")
                        .addAreas("west-mercia")
                        .build());
        assertThat(nobody).isEqualTo(Me.newBuilder().setName("users/nobody").build());
        assertThat(worker.getProvider()).isEqualTo("providers/unseen");
    }

    private List<String> serviceNames(TestPerson person) {
        return as(person).listServices(ListServicesRequest.getDefaultInstance()).getServicesList().stream()
                .map(Service::getName)
                .toList();
    }
}
