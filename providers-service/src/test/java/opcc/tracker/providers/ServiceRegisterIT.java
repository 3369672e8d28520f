package opcc.tracker.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import java.util.List;
import opcc.tracker.kit.testing.Refusals;
import opcc.tracker.v1.AnnualValue;
import opcc.tracker.v1.FigureBasisEnum.FigureBasis;
import opcc.tracker.v1.FundingStreamEnum.FundingStream;
import opcc.tracker.v1.Service;
import opcc.tracker.v1.ServiceStatusEnum.ServiceStatus;
import opcc.tracker.v1.SupportStageEnum.SupportStage;
import org.junit.jupiter.api.Test;

class ServiceRegisterIT extends RunningRegister {

    @Test
    void aServiceIsKeptWithAllThatWasSaidOfIt() {
        String provider = as(westMercia)
                .createProvider(registering(newId("justice-and-care"), aCharity("Justice and Care")))
                .getName();
        Service.Builder said = aNavigatorService("west-mercia")
                .setProvider(provider)
                .addSharedAreas("warwickshire")
                .setLocality("Worcester")
                .setReach("Adults")
                .addFundingStreams(FundingStream.PCC_CORE)
                .addFundingStreams(FundingStream.HO_VICTIM_ENGAGEMENT)
                .addAnnualValues(AnnualValue.newBuilder()
                        .setFinancialYear("2026-27")
                        .setAmountPence(4_500_000)
                        .setBasis(FigureBasis.DEMONSTRATION))
                .setPosts(0)
                .setStatus(ServiceStatus.LIVE)
                .setStartDate("2022-01")
                .addSupportStages(SupportStage.BEFORE)
                .setDetails("Works alongside investigators.")
                .setSource("apcc-2021");

        Service made = as(westMercia).createService(registering(newId("wm-navigator"), said));

        assertThat(made.toBuilder()
                        .clearName()
                        .clearEtag()
                        .clearCreateTime()
                        .clearUpdateTime()
                        .build())
                .isEqualTo(said.build());
        assertThat(made.hasPosts())
                .as("no posts is not the same as posts unknown")
                .isTrue();
        assertThat(as(westMercia).getService(service(made.getName()))).isEqualTo(made);
    }

    @Test
    void aServiceOfUnstatedStandingIsPlanned() {
        Service made = as(westMercia).createService(registering(newId("s"), aNavigatorService("west-mercia")));
        assertThat(made.getStatus()).isEqualTo(ServiceStatus.PLANNED);

        Service live = as(westMercia).updateService(changing(read(made).setStatus(ServiceStatus.LIVE), "status"));
        assertThat(live.getStatus()).isEqualTo(ServiceStatus.LIVE);
        assertThat(as(westMercia).updateService(changing(read(live), "status")).getStatus())
                .isEqualTo(ServiceStatus.PLANNED);
    }

    @Test
    void aServiceNeedsAProviderThatIsRegistered() {
        Refusals refused = Refusals.of(() -> as(westMercia)
                .createService(registering(
                        newId("s"), aNavigatorService("west-mercia").setProvider("providers/nobody-knows-them"))));

        assertThat(refused.code()).isEqualTo(Code.FAILED_PRECONDITION);
        assertThat(refused.reason()).isEqualTo("PROVIDER_NOT_REGISTERED");
        assertThat(refused.message()).contains("providers/nobody-knows-them");
        assertThat(refused.metadata()).containsEntry("provider", "providers/nobody-knows-them");

        Service made = as(westMercia).createService(registering(newId("s"), aNavigatorService("west-mercia")));
        assertThat(Refusals.of(() -> as(westMercia)
                                .updateService(
                                        changing(read(made).setProvider("providers/nobody-knows-them"), "provider")))
                        .reason())
                .isEqualTo("PROVIDER_NOT_REGISTERED");
    }

    @Test
    void theAreasOfAServiceAreRealAndEachIsNamedOnce() {
        Refusals refused = Refusals.of(() -> as(administrator)
                .createService(registering(
                        newId("s"),
                        aNavigatorService("east-midlands")
                                .addSharedAreas("derbyshire")
                                .addSharedAreas("rutland"))));
        assertThat(refused.violations()).containsOnlyKeys("service.area", "service.shared_areas[1]");

        Refusals sharedWithItself = Refusals.of(() -> as(westMercia)
                .createService(
                        registering(newId("s"), aNavigatorService("west-mercia").addSharedAreas("west-mercia"))));
        assertThat(sharedWithItself.violations()).containsEntry("service.shared_areas[0]", "is the lead area already");
    }

    @Test
    void anAdministratorRegistersANationalService() {
        Service made = as(administrator).createService(registering(newId("s"), aNavigatorService("england-and-wales")));
        assertThat(made.getArea()).isEqualTo("england-and-wales");

        assertThat(Refusals.of(() -> as(administrator)
                                .createService(registering(
                                        newId("s"),
                                        aNavigatorService("west-mercia").addSharedAreas("england-and-wales"))))
                        .violations())
                .containsOnlyKeys("service.shared_areas[0]");
    }

    @Test
    void whatItCostsIsStatedOnceForAFinancialYear() {
        AnnualValue.Builder value = AnnualValue.newBuilder().setAmountPence(100);
        Refusals refused = Refusals.of(() -> as(westMercia)
                .createService(registering(
                        newId("s"),
                        aNavigatorService("west-mercia")
                                .addAnnualValues(value.clone().setFinancialYear("2026-27"))
                                .addAnnualValues(value.clone().setFinancialYear("2026-28"))
                                .addAnnualValues(value.clone().setFinancialYear("2026-27")))));

        assertThat(refused.violations())
                .containsOnlyKeys("service.annual_values[1].financial_year", "service.annual_values[2].financial_year");
    }

    @Test
    void freeTextThatLooksLikePersonalDataIsRefusedAndNotRepeated() {
        Refusals refused = Refusals.of(() -> as(westMercia)
                .createService(registering(
                        newId("s"), aNavigatorService("west-mercia").setDetails("Ring 07700 900123 and ask"))));

        assertThat(refused.violations()).containsOnlyKeys("service.details");
        assertThat(refused.toString()).doesNotContain("900123");

        Service made = as(westMercia).createService(registering(newId("s"), aNavigatorService("west-mercia")));
        assertThat(Refusals.of(() -> as(westMercia)
                                .updateService(changing(read(made).setDetails("Ring 07700 900123"), "details")))
                        .violations())
                .containsOnlyKeys("service.details");
    }

    @Test
    void aListInAServiceIsReplacedAndCanBeEmptied() {
        Service made = as(westMercia)
                .createService(registering(
                        newId("s"),
                        aNavigatorService("west-mercia")
                                .addSharedAreas("warwickshire")
                                .setPosts(2)));

        Service changed =
                as(westMercia).updateService(changing(read(made).addSharedAreas("gwent"), "shared_areas", "posts"));

        assertThat(changed.getSharedAreasList()).isEqualTo(List.of("gwent"));
        assertThat(changed.hasPosts()).isFalse();
        assertThat(as(westMercia)
                        .updateService(changing(read(changed), "shared_areas"))
                        .getSharedAreasList())
                .isEmpty();
    }

    @Test
    void aCommissionerCannotHandAServiceToAnAreaThatIsNotTheirs() {
        Service made = as(westMercia).createService(registering(newId("s"), aNavigatorService("west-mercia")));

        Refusals refused = Refusals.of(
                () -> as(westMercia).updateService(changing(read(made).setArea("surrey"), "area")));

        assertThat(refused.code()).isEqualTo(Code.PERMISSION_DENIED);
        assertThat(refused.reason()).isEqualTo("AREA_NOT_YOURS");
        assertThat(as(westMercia.in("west-mercia", "surrey"))
                        .updateService(changing(read(made).setArea("surrey"), "area"))
                        .getArea())
                .isEqualTo("surrey");
    }

    @Test
    void aServiceThatSaysNothingOfItsTypeIsRefused() {
        assertThat(Refusals.of(() -> as(westMercia)
                                .createService(registering(
                                        newId("s"),
                                        aNavigatorService("west-mercia").clearServiceType())))
                        .violations())
                .containsEntry("service.service_type", "is missing");
    }
}
