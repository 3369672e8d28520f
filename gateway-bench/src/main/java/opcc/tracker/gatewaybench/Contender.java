package opcc.tracker.gatewaybench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One of the ways to the service.
 *
 * @param name as the table says it
 * @param process what is in between; the backend itself for the direct call
 * @param callers opens connections, to ask a quick or a slow backend
 */
record Contender(String name, Process process, Callers callers) {

    /** Opens connections. */
    interface Callers {
        Caller open(boolean slow);
    }

    /** The memory that its process holds, and the most it held, in MB; 0 where the system does not tell. */
    long megabytes(String field) throws IOException {
        Path status = Path.of("/proc/" + process.pid() + "/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith(field + ":"))
                .map(line -> line.replaceAll("[^0-9]", ""))
                .mapToLong(kilobytes -> Long.parseLong(kilobytes) / 1_024)
                .findFirst()
                .orElse(0);
    }
}
