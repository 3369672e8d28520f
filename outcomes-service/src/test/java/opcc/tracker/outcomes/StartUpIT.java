package opcc.tracker.outcomes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import opcc.tracker.kit.testing.OwnProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Starts the service in a process of its own. */
class StartUpIT {

    @ParameterizedTest
    @CsvSource({
        "'', is not set",
        "not base64!, is not base64",
        "c2hvcnQ=, holds only 5 bytes",
    })
    void withoutAGoodPseudonymKeyItSaysSoInOneLineAndEnds(String key, String reason) throws Exception {
        OwnProcess run = OwnProcess.run(OutcomesApplication.class, Map.of("PSEUDONYM_KEY", key));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.lines())
                .singleElement()
                .asString()
                .endsWith("outcomes-service does not start: PSEUDONYM_KEY " + reason
                        + "; it must hold 32 random bytes in base64");
    }

    @Test
    void withoutAPseudonymKeyAtAllItSaysSoInOneLineAndEnds() throws Exception {
        OwnProcess run = OwnProcess.run(OutcomesApplication.class, Map.of());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.lines()).singleElement().asString().contains("PSEUDONYM_KEY is not set");
    }
}
