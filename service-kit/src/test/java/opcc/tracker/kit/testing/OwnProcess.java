package opcc.tracker.kit.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a program did that ran in a process of its own and ended.
 *
 * @param exitCode how it ended
 * @param lines what it wrote
 */
public record OwnProcess(int exitCode, List<String> lines) {

    /** Runs {@code main} with these variables, without PSEUDONYM_KEY otherwise, and waits until it ends. */
    public static OwnProcess run(Class<?> main, Map<String, String> environment)
            throws IOException, InterruptedException {
        ProcessBuilder java = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName());
        java.environment().remove("PSEUDONYM_KEY");
        java.environment().remove("JAVA_TOOL_OPTIONS");
        java.environment().putAll(environment);
        Process process = java.redirectErrorStream(true).start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException(main.getName() + " does not end");
            }
            return new OwnProcess(process.exitValue(), output.lines().toList());
        } finally {
            process.destroyForcibly();
        }
    }
}
