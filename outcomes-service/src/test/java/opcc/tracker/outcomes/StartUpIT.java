package opcc.tracker.outcomes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
        Run run = run(key);

        assertThat(run.exitCode).isEqualTo(1);
        assertThat(run.lines)
                .singleElement()
                .asString()
                .endsWith("outcomes-service does not start: PSEUDONYM_KEY " + reason
                        + "; it must hold 32 random bytes in base64");
    }

    @Test
    void withoutAPseudonymKeyAtAllItSaysSoInOneLineAndEnds() throws Exception {
        Run run = run(null);

        assertThat(run.exitCode).isEqualTo(1);
        assertThat(run.lines).singleElement().asString().contains("PSEUDONYM_KEY is not set");
    }

    private record Run(int exitCode, List<String> lines) {}

    private static Run run(String key) throws IOException, InterruptedException {
        ProcessBuilder java = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                OutcomesApplication.class.getName());
        java.environment().remove("PSEUDONYM_KEY");
        java.environment().remove("JAVA_TOOL_OPTIONS");
        if (key != null) {
            java.environment().put("PSEUDONYM_KEY", key);
        }
        Process process = java.redirectErrorStream(true).start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Run(process.exitValue(), output.lines().toList());
        } finally {
            process.destroyForcibly();
        }
    }
}
