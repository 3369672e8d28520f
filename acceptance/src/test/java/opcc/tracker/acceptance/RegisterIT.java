package opcc.tracker.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A commissioner keeps the register of their area. */
@ExtendWith(OnTheLiveTracker.class)
class RegisterIT {

    private static final String COMMISSIONER = "commissioner.westmercia";

    private final LiveTracker tracker;
    private String service = "";

    RegisterIT(LiveTracker tracker) {
        this.tracker = tracker;
    }

    @BeforeEach
    void given_a_provider_with_a_service() {
        String id = LiveTracker.freshId("register");
        tracker.post(
                        COMMISSIONER,
                        "/v1/providers?providerId=" + id,
                        "{\"displayName\":\"A charity\",\"kind\":\"CHARITY\"}")
                .ok();
        service = tracker.post(COMMISSIONER, "/v1/services?serviceId=" + id, """
            {"displayName":"Navigators","area":"west-mercia","serviceType":"NAVIGATOR",
             "provider":"providers/%s","fundingStreams":["PCC_CORE"],"posts":2,
             "annualValues":[{"financialYear":"2026-27","amountPence":"4500000"}]}\
            """.formatted(id))
                .ok()
                .text("name");
    }

    @Test
    void a_provider_without_an_area_is_kept_by_the_commissioners_own() {
        String provider = service.replace("services/", "providers/");

        assertThat(tracker.get(COMMISSIONER, "/v1/" + provider).ok().text("area"))
                .isEqualTo("west-mercia");
    }

    @Test
    void the_offices_grants_of_a_year_come_as_360giving_data() {
        String path = "/v1/grants:export?area=leicestershire&financialYear=2019-20";

        Answer export = tracker.get("commissioner.leicestershire", path).ok();

        assertThat(export.text("json")).contains("\"amountAwarded\" : 10000.00", "Unseen");
        assertThat(export.text("csv")).startsWith("Identifier,Title,").contains("10000.00");
        assertThat(tracker.get(COMMISSIONER, path).problem(403).reason()).isEqualTo("AREA_NOT_YOURS");
    }

    @Test
    void an_update_changes_what_the_body_holds_and_nothing_else() {
        Answer before = tracker.get(COMMISSIONER, "/v1/" + service).ok();

        Answer after = tracker.patch(
                        COMMISSIONER,
                        "/v1/" + service,
                        "{\"status\":\"LIVE\",\"etag\":\"" + before.text("etag") + "\"}")
                .ok();

        assertThat(after.text("status")).isEqualTo("LIVE");
        assertThat(after.text("displayName")).isEqualTo("Navigators");
        assertThat(after.body().path("posts").asInt()).isEqualTo(2);
        assertThat(after.text("etag")).isNotEqualTo(before.text("etag"));
    }

    @Test
    void an_update_of_what_somebody_else_has_changed_is_refused() {
        String etag = tracker.get(COMMISSIONER, "/v1/" + service).ok().text("etag");
        String body = "{\"status\":\"%s\",\"etag\":\"" + etag + "\"}";
        tracker.patch(COMMISSIONER, "/v1/" + service, body.formatted("LIVE")).ok();

        Answer refused = tracker.patch(COMMISSIONER, "/v1/" + service, body.formatted("ENDED"))
                .problem(409);

        assertThat(refused.reason()).isEqualTo("ETAG_MISMATCH");
    }

    @Test
    void an_update_without_an_etag_is_refused() {
        Answer refused = tracker.patch(COMMISSIONER, "/v1/" + service, "{\"status\":\"LIVE\"}")
                .problem(400);

        assertThat(refused.violatedFields()).containsExactly("etag");
    }

    @Test
    void an_id_that_is_taken_is_refused() {
        String id = service.substring("services/".length());

        Answer refused = tracker.post(COMMISSIONER, "/v1/providers?providerId=" + id, "{\"displayName\":\"Another\"}")
                .problem(409);

        assertThat(refused.reason()).isEqualTo("ALREADY_EXISTS");
    }

    @Test
    void another_areas_commissioner_neither_sees_nor_changes_it() {
        tracker.get("commissioner.leicestershire", "/v1/" + service).problem(404);
        tracker.patch("commissioner.leicestershire", "/v1/" + service, "{\"status\":\"LIVE\",\"etag\":\"x\"}")
                .problem(404);
    }

    @Test
    void lists_filter_and_page() {
        Answer first = tracker.get("analyst.apcc", "/v1/services?serviceType=NAVIGATOR&status=LIVE&pageSize=2")
                .ok();
        Answer second = tracker.get(
                        "analyst.apcc",
                        "/v1/services?serviceType=NAVIGATOR&status=LIVE&pageSize=2&pageToken="
                                + first.text("nextPageToken"))
                .ok();

        assertThat(first.each("services", "serviceType")).hasSize(2).containsOnly("NAVIGATOR");
        assertThat(second.each("services", "name"))
                .isNotEmpty()
                .doesNotContainAnyElementsOf(first.each("services", "name"));
    }
}
