package opcc.tracker.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrackerScriptTest {
    @TempDir
    Path empty;

    @Test
    void aMissingJdkIsSaidInOneLine() throws Exception {
        Result result = run(
                Map.of("PATH", "/bin:" + empty, "JAVA_HOME", empty.toString(), "TRACKER_JDK_PLACES", empty.toString()),
                "up");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.output().lines())
                .singleElement()
                .asString()
                .startsWith("The tracker needs a JDK 25 or later");
    }

    @Test
    void helpNamesTheCommandsAndAnUnknownOneIsRefused() throws Exception {
        assertThat(run(Map.of(), "help").output()).contains("up [--detach]", "down", "status", "demo", "MONGODB_URI");
        Result unknown = run(Map.of(), "sideways");
        assertThat(unknown.exit()).isEqualTo(1);
        assertThat(unknown.output()).isEqualToIgnoringNewLines("There is no command 'sideways'. See: ./tracker help");
    }

    private record Result(int exit, String output) {}

    private static Result run(Map<String, String> environment, String command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("/bin/bash", "../tracker", command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }
}
