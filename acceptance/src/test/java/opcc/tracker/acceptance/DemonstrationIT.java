package opcc.tracker.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What a newcomer sees after {@code ./tracker up}. */
@ExtendWith(OnTheLiveTracker.class)
class DemonstrationIT {

    private final LiveTracker tracker;

    DemonstrationIT(LiveTracker tracker) {
        this.tracker = tracker;
    }

    @Test
    void the_analyst_sees_the_register_of_all_42_schemes_and_none_of_its_money() {
        Answer services = tracker.get("analyst.apcc", "/v1/services").ok();

        assertThat(services.each("services", "name"))
                .hasSizeGreaterThanOrEqualTo(42)
                .contains("services/west-mercia-fund");
        assertThat(services.body().path("services").valueStream())
                .allSatisfy(service -> assertThat(service.path("annualValues")).isEmpty());
    }

    @Test
    void an_areas_commissioner_sees_what_the_area_leads_or_shares() {
        Answer services =
                tracker.get("commissioner.leicestershire", "/v1/services").ok();

        assertThat(services.each("services", "name"))
                .contains(
                        "services/leicestershire-helpline",
                        "services/leicestershire-navigator",
                        "services/leicestershire-precept-team",
                        "services/llr-safe-house",
                        "services/llr-training-group",
                        "services/east-midlands-navigators")
                .doesNotContain("services/surrey-navigator", "services/west-mercia-fund");
        JsonNode helpline = tracker.get("commissioner.leicestershire", "/v1/services/leicestershire-helpline")
                .ok()
                .body();
        assertThat(helpline.path("annualValues").path(0).path("amountPence").asString())
                .isEqualTo("1000000");
        assertThat(helpline.path("annualValues").path(0).path("basis").asString())
                .isEqualTo("PUBLISHED");
    }

    @Test
    void a_provider_sees_its_own_services_alone() {
        assertThat(tracker.get("provider.hopeforjustice", "/v1/services").ok().each("services", "name"))
                .containsExactly("services/derbyshire-hope-for-justice");
        assertThat(tracker.get("provider.justiceandcare", "/v1/services").ok().each("services", "provider"))
                .hasSize(5)
                .containsOnly("providers/justice-and-care");
    }

    @Test
    void west_mercia_has_a_fund_labelled_demonstration_whose_ledger_holds() {
        Answer fund =
                tracker.get("commissioner.westmercia", "/v1/funds/wm-emergency").ok();

        assertThat(fund.body().path("demonstration").asBoolean()).isTrue();
        assertThat(fund.pence("allocatedPence")).isEqualTo(5_000_000);
        assertThat(fund.pence("availablePence"))
                .isEqualTo(fund.pence("allocatedPence") - fund.pence("reservedPence") - fund.pence("paidPence"));
        assertThat(tracker.get("auditor.westmercia", "/v1/funds/wm-emergency:verify")
                        .ok()
                        .body()
                        .path("valid")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void outcome_tables_are_labelled_synthetic_and_show_no_count_below_five() {
        for (String dimensions : List.of("sex", "ageBand,sex", "nrmStage,exploitationTypes,engagement")) {
            Answer table = tracker.get(
                            "analyst.apcc", "/v1/outcomeTables?quarter=2026-27%20Q1&dimensions=" + dimensions)
                    .ok();

            assertThat(table.body().path("synthetic").asBoolean()).isTrue();
            assertThat(table.body().path("notes").toString()).containsIgnoringCase("synthetic");
            assertThat(table.body().path("cells")).isNotEmpty();
            long shown = 0;
            for (JsonNode cell : table.body().path("cells")) {
                long count = Long.parseLong(cell.path("count").asString());
                assertThat(count).isGreaterThanOrEqualTo(5);
                shown += count;
            }
            assertThat(table.text("state")).isEqualTo("FROZEN");
            assertThat(table.pence("total")).as("counts add up").isEqualTo(shown);
        }
    }

    @Test
    void everybody_is_told_who_they_are() {
        Answer me = tracker.get("provider.justiceandcare", "/v1/me").ok();

        assertThat(me.text("name")).isEqualTo("users/provider.justiceandcare");
        assertThat(me.body().path("roles").toString()).isEqualTo("[\"PROVIDER\"]");
        assertThat(me.text("provider")).isEqualTo("providers/justice-and-care");
    }

    @Test
    void health_and_the_contract_are_open_to_all() {
        assertThat(tracker.get(null, "/actuator/health").ok().text("status")).isEqualTo("UP");
        Answer openapi = tracker.get(null, "/v1/openapi.json").ok();
        assertThat(openapi.text("openapi")).startsWith("3.1");
        assertThat(openapi.body().path("paths").has("/v1/funds/{fund}/draws/{draw}:approve"))
                .isTrue();
    }
}
