package opcc.tracker.kit.areas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PoliceAreasTest {

    @Test
    void thereAreFortyThreePoliceAreas() {
        assertThat(PoliceAreas.CODES).hasSize(43).allMatch(code -> code.matches("[a-z][a-z-]*[a-z]"));
    }

    @Test
    void englandAndWalesIsNoPoliceAreaThoughAServiceMayBeNational() {
        assertThat(PoliceAreas.violation("fund.area", "england-and-wales")).isPresent();
        assertThat(PoliceAreas.violationUnlessNational("service.area", "england-and-wales"))
                .isEmpty();
    }

    @Test
    void aPlaceThatIsNotAPoliceAreaIsNamedByItsField() {
        assertThat(PoliceAreas.violation("service.area", "rutland")).hasValueSatisfying(violation -> {
            assertThat(violation.getField()).isEqualTo("service.area");
            assertThat(violation.getDescription()).contains("43 police areas");
        });
        assertThat(PoliceAreas.violation("service.area", "leicestershire")).isEmpty();
    }
}
