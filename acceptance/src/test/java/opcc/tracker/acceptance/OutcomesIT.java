package opcc.tracker.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** A provider reports outcomes; what comes out identifies nobody. */
@ExtendWith(OnTheLiveTracker.class)
class OutcomesIT {

    private static final String PROVIDER = "provider.hopeforjustice";
    private static final String OWN = "services/derbyshire-hope-for-justice";
    private static final String QUARTER = "2024-25 Q3"; // one that the demonstration leaves empty
    private static final String FREEZE = "/v1/quarters/2024-25-Q3:freeze";
    private static final String TABLE = "/v1/outcomeTables?area=derbyshire&quarter=2024-25%20Q3&dimensions=";

    private final LiveTracker tracker;

    OutcomesIT(LiveTracker tracker) {
        this.tracker = tracker;
    }

    @Test
    void an_open_quarter_shows_nothing_and_a_frozen_one_multiples_of_five() {
        String run = LiveTracker.freshId("case");
        List<String> women = IntStream.range(0, 7)
                .mapToObj(i -> outcome(OWN, run + "-f" + i, "FEMALE"))
                .toList();
        List<String> men = IntStream.range(0, 3)
                .mapToObj(i -> outcome(OWN, run + "-m" + i, "MALE"))
                .toList();
        report(Stream.concat(women.stream(), men.stream()).toList()).ok();
        Answer open = tracker.get("analyst.apcc", TABLE + "sex").ok();
        assertThat(open.text("state")).isEqualTo("COLLECTING");
        assertThat(open.body().path("cells")).isEmpty();

        tracker.post("analyst.apcc", FREEZE, "{}").ok();
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> tracker.get("analyst.apcc", TABLE + "sex").ok().text("state"), "FROZEN"::equals);

        Answer table = tracker.get("analyst.apcc", TABLE + "sex").ok();
        assertThat(table.body().path("cells").valueStream())
                .allSatisfy(cell -> assertThat(Long.parseLong(cell.path("count").asString()))
                        .isGreaterThanOrEqualTo(5));
        JsonNode female = cell(table, "FEMALE");
        assertThat(Long.parseLong(female.path("count").asString()) % 5)
                .as("seven women are five or ten")
                .isZero();
        assertThat(table.body().path("synthetic").asBoolean()).isFalse();
        assertThat(report(women).problem(409).reason()).isEqualTo("QUARTER_FROZEN");
        report(List.of(outcome(OWN, run + "-late", "FEMALE"))).ok();
    }

    @Test
    void somebody_elses_service_is_not_there_and_nothing_of_the_batch_is_taken() {
        String run = LiveTracker.freshId("case");
        Answer refused =
                report(List.of(outcome(OWN, run, "OTHER"), outcome("services/surrey-navigator", run, "OTHER")));

        refused.problem(404);
        assertThat(tracker.get("analyst.apcc", TABLE + "sex").ok().body().toString())
                .doesNotContain("OTHER");
    }

    @Test
    void a_record_that_is_not_right_is_named_by_row_and_field_without_its_value() {
        Answer refused = report(List.of(
                outcome(OWN, "fine-1", "FEMALE"),
                outcome(OWN, "not fine: jane", "FEMALE").replace("PRE_NRM", "NOWHERE")));

        refused.problem(400);
        assertThat(refused.violatedFields()).contains("outcomes[1].nrmStage");
        assertThat(refused.toString()).doesNotContain("jane");
    }

    @Test
    void nobody_but_providers_reports_outcomes_and_nobody_reads_a_record() {
        tracker.post("commissioner.leicestershire", "/v1/outcomes:batchCreate", "{\"outcomes\":[]}")
                .problem(403);
        tracker.get(PROVIDER, "/v1/outcomes").problem(404);
    }

    @Test
    void a_case_reference_is_in_no_file_that_the_tracker_wrote() throws IOException {
        String planted = "PLANTED" + LiveTracker.freshId("ref");
        report(List.of(outcome(OWN, planted, "FEMALE"))).ok();
        report(List.of(outcome(OWN, planted, "FEMALE").replace("LABOUR", "NOTHING")))
                .problem(400);

        byte[] needle = planted.getBytes(StandardCharsets.UTF_8);
        try (Stream<Path> files = Files.walk(Path.of(System.getProperty("tracker.state")))) {
            assertThat(files.filter(Files::isRegularFile)
                            .filter(file -> contains(file, needle))
                            .toList())
                    .as("files that hold the reference")
                    .isEmpty();
        }
    }

    private Answer report(List<String> outcomes) {
        return tracker.post(
                PROVIDER, "/v1/outcomes:batchCreate", "{\"outcomes\":[" + String.join(",", outcomes) + "]}");
    }

    private static String outcome(String service, String caseReference, String sex) {
        return """
            {"service":"%s","caseReference":"%s","quarter":"%s","nrmStage":"PRE_NRM","exploitationTypes":["LABOUR"],
             "ageBand":"AGE_25_TO_34","sex":"%s","engagement":"SUPPORTING"}\
            """.formatted(service, caseReference, QUARTER, sex);
    }

    private static JsonNode cell(Answer table, String sex) {
        return table.body()
                .path("cells")
                .valueStream()
                .filter(cell -> cell.path("values").path("sex").asString().equals(sex))
                .findFirst()
                .orElseThrow();
    }

    private static boolean contains(Path file, byte[] needle) {
        try {
            String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            return text.contains(new String(needle, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
