package opcc.tracker.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Input that is not right is refused with the field named, and nothing of our insides shown. */
@ExtendWith(OnTheLiveTracker.class)
class BadInputIT {

    private static final String OFFICER = "requester.westmercia";
    private static final String DRAWS = "/v1/funds/wm-emergency/draws";
    private static final int TWENTY_MEGABYTES = 20_000_000;

    private final LiveTracker tracker;

    BadInputIT(LiveTracker tracker) {
        this.tracker = tracker;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "unknown field |"
                    + " {\"lines\":[{\"category\":\"FOOD\",\"quantity\":1,\"unitPricePence\":\"1\"}],\"reason\":\"x\",\"resaon\":\"y\"}"
                    + " | resaon",
                "wrong type |"
                    + " {\"lines\":[{\"category\":\"FOOD\",\"quantity\":\"many\",\"unitPricePence\":\"1\"}],\"reason\":\"x\"}"
                    + " | lines[0].quantity",
                "unknown code |"
                    + " {\"lines\":[{\"category\":\"HOTEL\",\"quantity\":1,\"unitPricePence\":\"1\"}],\"reason\":\"x\"}"
                    + " | lines[0].category",
                "fraction of a penny |"
                    + " {\"lines\":[{\"category\":\"FOOD\",\"quantity\":1,\"unitPricePence\":1.5}],\"reason\":\"x\"} |"
                    + " lines[0].unitPricePence",
                "number too large |"
                    + " {\"lines\":[{\"category\":\"FOOD\",\"quantity\":1,\"unitPricePence\":\"99999999999999999999\"}],\"reason\":\"x\"}"
                    + " | lines[0].unitPricePence",
                "missing field | {\"lines\":[{\"category\":\"FOOD\",\"quantity\":1,\"unitPricePence\":\"1\"}]} |"
                        + " reason",
                "no lines | {\"lines\":[],\"reason\":\"x\"} | lines",
                "negative price |"
                    + " {\"lines\":[{\"category\":\"FOOD\",\"quantity\":1,\"unitPricePence\":\"-1\"}],\"reason\":\"x\"}"
                    + " | lines[0].unitPricePence"
            })
    void a_field_that_is_not_right_is_named(String what, String body, String field) {
        Answer refused = tracker.post(OFFICER, DRAWS, body).problem(400);

        assertThat(refused.violatedFields()).as("%s: %s", what, refused).containsExactly(field);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "cut off | {\"lines\":[",
                "not JSON | lines=1",
                "an array | []",
                "a string | \"x\"",
                "two values | {} {}"
            })
    void a_body_that_is_not_a_json_object_is_refused(String what, String body) {
        tracker.post(OFFICER, DRAWS, body).problem(400);
    }

    @Test
    void an_unknown_query_field_is_named() {
        assertThat(tracker.get(OFFICER, DRAWS + "?sate=PAID").problem(400).violatedFields())
                .containsExactly("sate");
    }

    @Test
    void a_missing_id_is_named() {
        Answer refused = tracker.post(
                        "finance.westmercia", "/v1/funds", "{\"displayName\":\"x\",\"area\":\"west-mercia\"}")
                .problem(400);

        assertThat(refused.violatedFields()).containsExactly("fundId");
    }

    @Test
    void twenty_megabytes_are_too_much() {
        tracker.send(
                        OFFICER,
                        "POST",
                        DRAWS,
                        BodyPublishers.ofByteArray(new byte[TWENTY_MEGABYTES]),
                        Map.of("Content-Type", "application/json"))
                .problem(413);
    }

    @Test
    void twenty_megabytes_are_too_much_even_if_their_length_is_not_said() {
        tracker.send(
                        OFFICER,
                        "POST",
                        DRAWS,
                        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[TWENTY_MEGABYTES])),
                        Map.of("Content-Type", "application/json"))
                .problem(413);
    }

    @Test
    void a_path_that_is_not_there_and_a_method_that_is_not_allowed_say_so() {
        tracker.get(OFFICER, "/v1/nothing").problem(404);
        Answer wrongMethod =
                tracker.send(OFFICER, "DELETE", DRAWS, null, Map.of()).problem(405);
        assertThat(wrongMethod.headers().firstValue("allow").orElse("")).contains("GET", "POST");
    }
}
