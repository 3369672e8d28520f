package opcc.tracker.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import java.util.ArrayList;
import java.util.List;
import opcc.tracker.kit.testing.Refusals;
import opcc.tracker.v1.ListProvidersRequest;
import opcc.tracker.v1.ListProvidersResponse;
import opcc.tracker.v1.ListServicesRequest;
import opcc.tracker.v1.ListServicesResponse;
import opcc.tracker.v1.Provider;
import opcc.tracker.v1.ProviderKindEnum.ProviderKind;
import opcc.tracker.v1.Service;
import opcc.tracker.v1.ServiceStatusEnum.ServiceStatus;
import opcc.tracker.v1.ServiceTypeEnum.ServiceType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RegisterListsIT extends RunningRegister {

    @BeforeAll
    void registerMany() {
        as(administrator).createProvider(registering("unseen", aCharity("Unseen")));
        as(administrator)
                .createProvider(registering(
                        "gwent-police",
                        Provider.newBuilder().setDisplayName("Gwent Police").setKind(ProviderKind.POLICE)));
        for (int i = 1; i <= 7; i++) {
            as(administrator)
                    .createService(registering(
                            "s" + i,
                            aNavigatorService(i % 2 == 0 ? "gwent" : "dorset")
                                    .addSharedAreas("wiltshire")
                                    .setProvider(i < 4 ? "providers/unseen" : "")
                                    .setServiceType(i == 7 ? ServiceType.HELPLINE : ServiceType.NAVIGATOR)
                                    .setStatus(i == 1 ? ServiceStatus.GAP : ServiceStatus.LIVE)));
        }
    }

    @Test
    void pagesFollowEachOtherInTheOrderOfTheIdsWithoutGapsWhateverIsAddedMeanwhile() {
        List<String> seen = new ArrayList<>();
        String token = "";
        do {
            ListServicesResponse page = as(running.realm().auditor("wiltshire"))
                    .listServices(ListServicesRequest.newBuilder()
                            .setPageSize(3)
                            .setPageToken(token)
                            .build());
            page.getServicesList().forEach(service -> seen.add(service.getName()));
            token = page.getNextPageToken();
            if (seen.size() == 3) {
                as(administrator)
                        .createService(
                                registering("s0", aNavigatorService("kent").addSharedAreas("wiltshire")));
            }
        } while (!token.isEmpty());

        assertThat(seen)
                .containsExactly(
                        "services/s1",
                        "services/s2",
                        "services/s3",
                        "services/s4",
                        "services/s5",
                        "services/s6",
                        "services/s7");
    }

    @Test
    void filtersCombine() {
        assertThat(names(ListServicesRequest.newBuilder().setArea("gwent")))
                .containsExactly("services/s2", "services/s4", "services/s6");
        assertThat(names(ListServicesRequest.newBuilder().setArea("wiltshire").setProvider("providers/unseen")))
                .containsExactly("services/s1", "services/s2", "services/s3");
        assertThat(names(ListServicesRequest.newBuilder().setServiceType(ServiceType.HELPLINE)))
                .containsExactly("services/s7");
        assertThat(names(ListServicesRequest.newBuilder()
                        .setStatus(ServiceStatus.GAP)
                        .setArea("dorset")))
                .containsExactly("services/s1");
        assertThat(names(ListServicesRequest.newBuilder()
                        .setStatus(ServiceStatus.GAP)
                        .setArea("gwent")))
                .isEmpty();
    }

    @Test
    void providersAreListedByKind() {
        assertThat(as(running.realm().analyst())
                        .listProviders(ListProvidersRequest.newBuilder()
                                .setKind(ProviderKind.POLICE)
                                .build())
                        .getProvidersList())
                .extracting(Provider::getName)
                .containsExactly("providers/gwent-police");
        ListProvidersResponse first = as(westMercia)
                .listProviders(ListProvidersRequest.newBuilder().setPageSize(1).build());
        assertThat(first.getProvidersList()).extracting(Provider::getName).containsExactly("providers/gwent-police");
        assertThat(first.getNextPageToken()).isNotEmpty();
    }

    @Test
    void aPageTokenThatNoListAnsweredIsRefused() {
        Refusals refused = Refusals.of(() -> as(westMercia)
                .listServices(
                        ListServicesRequest.newBuilder().setPageToken("guess").build()));

        assertThat(refused.code()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(refused.violations()).containsOnlyKeys("page_token");
    }

    private List<String> names(ListServicesRequest.Builder request) {
        return as(running.realm().analyst()).listServices(request.build()).getServicesList().stream()
                .map(Service::getName)
                .toList();
    }
}
