package opcc.tracker.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import opcc.tracker.v1.CreateProviderRequest;
import opcc.tracker.v1.CreateServiceRequest;
import opcc.tracker.v1.FigureBasisEnum.FigureBasis;
import opcc.tracker.v1.FundingStreamEnum.FundingStream;
import opcc.tracker.v1.ProviderKindEnum.ProviderKind;
import opcc.tracker.v1.Service;
import opcc.tracker.v1.ServiceStatusEnum.ServiceStatus;
import opcc.tracker.v1.SupportStageEnum.SupportStage;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class RegisterTest {

    @Test
    void allFortyTwoSchemesBecomeServicesThatTheContractAccepts() {
        assertThat(Register.services()).hasSize(42).allSatisfy(entry -> {
            CreateServiceRequest.Builder request =
                    CreateServiceRequest.newBuilder().setServiceId(entry.id());
            Contract.read(entry.body(), request.getServiceBuilder());
            Contract.read(JsonMapper.shared().createObjectNode(), request);
        });
        assertThat(services()).hasSize(42);
    }

    @Test
    void everyProviderOfTheSchemesIsRegisteredUnderAReadableId() {
        Set<String> named = services().values().stream()
                .map(Service::getProvider)
                .filter(name -> !name.isEmpty())
                .map(name -> name.substring("providers/".length()))
                .collect(Collectors.toSet());
        assertThat(Register.providers().stream().map(Register.Entry::id))
                .containsExactlyInAnyOrderElementsOf(named)
                .contains("justice-and-care", "hope-for-justice", "black-country-womens-aid", "unseen");
        assertThat(Register.providers()).allSatisfy(entry -> {
            CreateProviderRequest.Builder request =
                    CreateProviderRequest.newBuilder().setProviderId(entry.id());
            Contract.read(entry.body(), request.getProviderBuilder());
            assertThat(request.getProvider().getKind()).isNotEqualTo(ProviderKind.PROVIDER_KIND_UNSPECIFIED);
        });
    }

    @Test
    void whatTheSourceSaysOfASchemeIsKept() {
        Service plan = services().get("cleveland-partnership");
        assertThat(plan.getDisplayName()).isEqualTo("Pan Cleveland partnership");
        assertThat(plan.getFundingStreamsList()).containsExactly(FundingStream.PCC_CORE, FundingStream.LOCAL_AUTHORITY);
        assertThat(plan.getStartDate()).isEqualTo("2018");
        assertThat(plan.getReach()).isEqualTo("shared with local authorities");
        assertThat(plan.getSource()).isEqualTo("apcc-2021");
        Service liaison = services().get("devon-cornwall-msvlo");
        assertThat(liaison.getArea()).isEqualTo("devon-and-cornwall");
        assertThat(liaison.getPosts()).isEqualTo(40);
        assertThat(liaison.getStatus()).isEqualTo(ServiceStatus.LIVE);
        assertThat(liaison.getSupportStagesList()).containsExactly(SupportStage.BEFORE, SupportStage.DURING);
        assertThat(services().get("essex-navigators").hasPosts()).isFalse();
    }

    @Test
    void aPlaceThatIsNotAPoliceAreaIsFiledUnderItsAreaAndKeptInTheSourcesWords() {
        Service group = services().get("llr-training-group");
        assertThat(group.getArea()).isEqualTo("leicestershire");
        assertThat(group.getLocality()).isEqualTo("Leicester, Leicestershire and Rutland");
        Service training = services().get("staffordshire-training");
        assertThat(training.getArea()).isEqualTo("staffordshire");
        assertThat(training.getLocality()).isEqualTo("Staffordshire and Stoke-on-Trent");
        assertThat(services().get("home-office-places-of-safety").getArea()).isEqualTo("england-and-wales");
        assertThat(services().get("dyfed-powys-education").getArea()).isEqualTo("dyfed-powys");
        assertThat(services().get("west-mercia-fund").getLocality()).isEmpty();
    }

    @Test
    void theEastMidlandsNavigatorsAreLedByDerbyshireAndSharedByFourMoreForces() {
        Service navigators = services().get("east-midlands-navigators");
        assertThat(navigators.getArea()).isEqualTo("derbyshire");
        assertThat(navigators.getLocality()).isEqualTo("East Midlands");
        assertThat(navigators.getSharedAreasList())
                .containsExactly("leicestershire", "lincolnshire", "northamptonshire", "nottinghamshire");
        assertThat(services().values().stream().filter(service -> service.getSharedAreasCount() > 0))
                .hasSize(1);
    }

    @Test
    void aPublishedAmountStandsInTheYearOfItsSourceAndEveryOtherAmountIsMarkedAsMadeUp() {
        Service helpline = services().get("leicestershire-helpline");
        assertThat(helpline.getAnnualValuesList()).singleElement().satisfies(value -> {
            assertThat(value.getFinancialYear()).isEqualTo("2019-20");
            assertThat(value.getAmountPence()).isEqualTo(1_000_000);
            assertThat(value.getBasis()).isEqualTo(FigureBasis.PUBLISHED);
        });
        Map<String, Service> others = services();
        others.remove("leicestershire-helpline");
        assertThat(others.values().stream().flatMap(service -> service.getAnnualValuesList().stream()))
                .isNotEmpty()
                .allSatisfy(value -> assertThat(value.getBasis()).isEqualTo(FigureBasis.DEMONSTRATION));
    }

    private static Map<String, Service> services() {
        return Register.services().stream().collect(Collectors.toMap(Register.Entry::id, RegisterTest::service));
    }

    private static Service service(Register.Entry entry) {
        return Contract.read(entry.body(), Service.newBuilder()).build();
    }
}
