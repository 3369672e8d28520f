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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtectTest {
    private static final String SEED = "a seed of the tests that is long enough";

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path cells;
    private Path result;

    @BeforeEach
    void aTable() throws IOException {
        cells = folder.resolve("cells.csv");
        result = folder.resolve("out/of/this");
        Files.writeString(cells, "area,sex,count\nkent,f,9\nkent,m,4\nsurrey,f,1\nsurrey,m,0\n");
        Files.writeString(folder.resolve("areas.csv"), "code,region\nkent,\"South, East\"\nsurrey,\"South, East\"\n");
    }

    @Test
    void writesTheProtectedTableAndItsSummary() throws IOException {
        int exit = run(
                Map.of(Protect.SEED_VARIABLE, SEED),
                "--method",
                "rounding",
                "--hierarchy",
                "area=" + folder.resolve("areas.csv"),
                "--out",
                result.toString(),
                cells.toString());
        assertThat(exit).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(Files.readString(result.resolve("protected.csv"))).isEqualTo("""
            area,sex,value,status
            "South, East",Total,14,published
            "South, East",f,9,published
            "South, East",m,5,published
            Total,Total,14,published
            Total,f,9,published
            Total,m,5,published
            kent,Total,14,published
            kent,f,9,published
            kent,m,5,published
            surrey,Total,0,published
            surrey,f,0,published
            surrey,m,0,published
            """.replace("\n", "\r\n"));
        assertThat(Files.readString(result.resolve("summary.json")))
                .contains("\"cells\": 12,", "\"innerCells\": 4,", "\"largestAbsoluteError\": 1,", "\"base\": 5,")
                .contains("\"provenBound\": 1,", "\"optimal\": true,", "\"gap\": 0,", "\"primaryCells\": 0,")
                .containsPattern("\"seedDigest\": \"[0-9a-f]{16}\"\n}\n$")
                .doesNotContain(SEED);
        try (var files = Files.list(result)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void withoutASecretSeedItWarns() throws IOException {
        assertThat(run(Map.of(), "--method", "rounding", "--out", result.toString(), cells.toString()))
                .isZero();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("Warning: no secret seed")
                .hasLineCount(1);
    }

    @Test
    void whereOnlyCellsWithPeopleAreListedItWarns() throws IOException {
        Files.writeString(cells, "area,count\nkent,3\nsurrey,9\n");
        int exit = run(
                Map.of(Protect.SEED_VARIABLE, SEED),
                "--method",
                "rounding",
                "--out",
                result.toString(),
                cells.toString());
        assertThat(exit).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("Warning: no row has a count of 0")
                .contains("holds 1 to 4")
                .hasLineCount(1);
    }

    @Test
    void theSeedFileGoesBeforeTheVariableAndGivesTheSameBytesAgain() throws IOException {
        Path seed = Files.writeString(folder.resolve("seed"), SEED);
        run(
                Map.of(),
                "--method",
                "rounding",
                "--seed-file",
                seed.toString(),
                "--out",
                result.toString(),
                cells.toString());
        String first = Files.readString(result.resolve("protected.csv"));
        String digest = digest();
        run(
                Map.of(Protect.SEED_VARIABLE, "short"),
                "--method",
                "rounding",
                "--seed-file",
                seed.toString(),
                "--out",
                result.toString(),
                cells.toString());
        assertThat(Files.readString(result.resolve("protected.csv"))).isEqualTo(first);
        assertThat(digest()).isEqualTo(digest);
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void aFaultInTheFileEndsWithTwoAndLeavesNothing() throws IOException {
        Files.writeString(cells, "area,count\nkent,-3\n");
        assertThat(run(Map.of(), "--method", "rounding", "--out", result.toString(), cells.toString()))
                .isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("cells.csv, row 2, column count: '-3' is negative" + System.lineSeparator());
        assertThat(result).doesNotExist();
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
        --out o cells.csv                                | --method is missing
        --method rounding cells.csv                      | --out is missing
        --method rounding --out o                        | cells.csv is missing
        --method magic --out o cells.csv                 | --method must be
        --method rounding --base 1 --out o cells.csv     | --base must be a whole number from 2 to 1000, not '1'
        --method rounding --base five --out o cells.csv  | --base must be a whole number from 2 to 1000, not 'five'
        --method rounding --fast --out o cells.csv       | there is no option --fast
        --method rounding --out o a.csv b.csv            | cells.csv is given twice
        --method rounding --out o --hierarchy area a.csv | --hierarchy needs DIMENSION=FILE, such as area=areas.csv, not 'area'
        --method rounding cells.csv --out                | --out needs a value
        """)
    void saysWhatIsWrongWithTheCommandLine(String arguments, String message) {
        assertThat(run(Map.of(), arguments.split(" "))).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith(message).hasLineCount(1);
    }

    @Test
    void aShortSeedIsRefused() {
        int exit = run(
                Map.of(Protect.SEED_VARIABLE, "short"),
                "--method",
                "rounding",
                "--out",
                result.toString(),
                cells.toString());
        assertThat(exit).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("TRACKER_PROTECT_SEED: has 5 bytes, and a seed needs at least 32");
    }

    @Test
    void aFolderThatCannotBeWrittenEndsWithOne() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        int exit = run(
                Map.of(Protect.SEED_VARIABLE, SEED),
                "--method",
                "rounding",
                "--out",
                file.toString(),
                cells.toString());
        assertThat(exit).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("The protected table could not be written");
    }

    @Test
    void helpNamesEveryOption() {
        assertThat(run(Map.of(), "--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("--method", "--base", "--hierarchy", "--seed-file", "--out", "TRACKER_PROTECT_SEED");
    }

    private String digest() throws IOException {
        String summary = Files.readString(result.resolve("summary.json"));
        return summary.substring(summary.indexOf("seedDigest"));
    }

    private int run(Map<String, String> environment, String... arguments) {
        return new Protect(
                        environment,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(List.of(arguments));
    }
}
