package opcc.tracker.kit.areas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RegionsTest {

    @Test
    void everyPoliceAreaIsInOneOfTenRegionsAndNoRegionHasAnAreasCode() {
        Map<String, Long> areas =
                PoliceAreas.CODES.stream().collect(Collectors.groupingBy(Regions::of, Collectors.counting()));

        assertThat(areas).hasSize(10).doesNotContainKeys(PoliceAreas.CODES.toArray(String[]::new));
        assertThat(areas).containsEntry("wales", 4L).containsEntry("east-midlands", 5L);
    }

    @Test
    void theWholeCountryIsInNoRegion() {
        assertThat(Regions.of(PoliceAreas.ENGLAND_AND_WALES)).isEqualTo("england-and-wales");
    }
}
