package opcc.tracker.providers.grants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import opcc.tracker.kit.areas.PoliceAreas;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrantSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "west-mersia, 360G-Office, GB-GOR-EXAMPLE1, no code of a police area",
        ", 360G-Office, GB-GOR-EXAMPLE1, no code of a police area",
        "west-mercia, , GB-GOR-EXAMPLE1, must be like 360G-YourOffice",
        "west-mercia, WestMercia, GB-GOR-EXAMPLE1, must be like 360G-YourOffice",
        "west-mercia, 360G-Office, number 7, must be an organisation identifier",
    })
    void anOfficeThatIsConfiguredWronglyIsRefused(String area, String prefix, String identifier, String reason) {
        GrantSettings.Office office = new GrantSettings.Office(area, prefix, identifier, null);

        assertThatThrownBy(() -> new GrantSettings(null, List.of(office))).hasMessageContaining(reason);
    }

    @Test
    void anOfficeNeedsOnlyItsAreaAndPrefix() {
        GrantSettings settings = new GrantSettings(
                null, List.of(new GrantSettings.Office("devon-and-cornwall", "360G-DevonCornwallPCC", null, null)));

        Funder funder = settings.funder("devon-and-cornwall");

        assertThat(funder.identifier()).isEqualTo("360G-DevonCornwallPCC");
        assertThat(funder.name()).isEqualTo("Police and Crime Commissioner for Devon and Cornwall");
        assertThat(funder.registered()).isTrue();
    }

    @Test
    void everyAreaHasAnOfficeWithAPrefixThatIsMarkedAsProvisional() {
        GrantSettings settings = new GrantSettings(null, null);

        assertThat(PoliceAreas.CODES)
                .extracting(settings::funder)
                .noneMatch(Funder::registered)
                .allMatch(funder -> Funder.PREFIX.matcher(funder.prefix()).matches())
                .allMatch(
                        funder -> Funder.IDENTIFIER.matcher(funder.identifier()).matches())
                .extracting(Funder::prefix)
                .doesNotHaveDuplicates();
    }
}
