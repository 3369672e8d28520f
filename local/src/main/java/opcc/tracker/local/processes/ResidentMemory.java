package opcc.tracker.local.processes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** How much memory a process holds. */
public final class ResidentMemory {
    private ResidentMemory() {}

    /** In megabytes; 0 where {@code ps} is missing or the process has ended. */
    public static long megabytes(long pid) {
        try {
            Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
            String kilobytes = new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return kilobytes.isEmpty() ? 0 : Long.parseLong(kilobytes) / 1024;
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }
}
