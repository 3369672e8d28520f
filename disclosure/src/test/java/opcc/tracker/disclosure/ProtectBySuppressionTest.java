package opcc.tracker.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProtectBySuppressionTest {
    @TempDir
    private Path folder;

    @Test
    void leavesOutWhatCouldBeWorkedOutAndNeedsNoSeed() throws IOException {
        Path cells = Files.writeString(
                folder.resolve("cells.csv"),
                "area,sex,count\nkent,female,3\nkent,male,17\nyork,female,8\nyork,male,9\n");
        ByteArrayOutputStream errors = new ByteArrayOutputStream();

        int code = new Protect(Map.of(), System.out, new PrintStream(errors, true, StandardCharsets.UTF_8))
                .run(List.of("--method", "suppression", "--out", folder.toString(), cells.toString()));

        assertThat(code).isZero();
        assertThat(errors.toString(StandardCharsets.UTF_8)).doesNotContain("seed");
        assertThat(Files.readAllLines(folder.resolve("protected.csv")))
                .contains(
                        "kent,female,,primary",
                        "kent,male,,secondary",
                        "york,male,,secondary",
                        "Total,Total,37,published");
        assertThat(Files.readString(folder.resolve("summary.json")))
                .contains("\"optimal\": true", "\"primaryCells\": 1", "\"secondaryCells\": 3");
    }
}
