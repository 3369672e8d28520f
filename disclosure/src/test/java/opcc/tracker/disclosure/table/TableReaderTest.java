package opcc.tracker.disclosure.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableReaderTest {
    @TempDir
    private Path folder;

    @Test
    void readsCellsWithTheCountInAnyColumnQuotesAndAByteOrderMark() throws IOException {
        Path file = write("cells.csv", "\uFEFFcount,area,\"sex, stated\"\r\n3,kent,f\r\n0,\"Bath, Somerset\",m\r\n");
        Table table = TableReader.readTable(file, Map.of());
        assertThat(table.dimensionNames()).containsExactly("area", "sex, stated");
        assertThat(table.innerCount()).isEqualTo(2);
        assertThat(table.label(table.publishedOfInner(0), 0)).isEqualTo("Bath, Somerset");
        assertThat(table.inner(1)).isEqualTo(3);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
        ''                                        | cells.csv: is empty
        area,sex,count                            | cells.csv: has no rows below its header
        area,sex;kent,f                           | cells.csv, row 1, column count: is missing
        count;3                                   | cells.csv, row 1, column count: is the only column; at least one dimension is needed
        area,area,count;a,b,1                     | cells.csv, row 1, column area: is there twice
        area,,count;a,b,1                         | cells.csv, row 1, column number 2: has no name
        area,sex,count;kent,f,1;kent,f,2          | cells.csv, row 3, column area, sex: the same combination is in row 2
        area,sex,count;kent,f,-1                  | cells.csv, row 2, column count: '-1' is negative
        area,sex,count;kent,f,1.5                 | cells.csv, row 2, column count: '1.5' is not a whole number
        area,sex,count;kent,f,                    | cells.csv, row 2, column count: is empty
        area,sex,count;kent,f,99999999999999999999| cells.csv, row 2, column count: '99999999999999999999' is too large
        area,sex,count;kent,,1                    | cells.csv, row 2, column sex: is empty
        area,sex,count;kent,1                     | cells.csv, row 2, column count: is missing in this row
        area,sex,count;kent,f,1,2                 | cells.csv, row 2, column number 4: is one more than the header has
        area,sex,count;Total,f,1                  | cells.csv, row 2, column area: 'Total' is kept for the margins and can't be a code or a group
        area,sex,count;essex,f,1                  | cells.csv, row 2, column area: code 'essex' is not in areas.csv
        county,count;kent,1                       | cells.csv, row 1, column area: is missing, and --hierarchy names it for areas.csv
        area,sex,count;kent,"f,1                  | cells.csv: is not a CSV file, its quotes do not match
        area,sex,count;kent,f,9223372036854775807;kent,m,1 | the counts are too large to be added up
        """)
    void saysInOneLineWhatIsWrongWithTheCells(String cells, String message) throws IOException {
        Path file = write("cells.csv", cells.replace(';', '\n'));
        Hierarchy areas = TableReader.readHierarchy(write("areas.csv", "area,region\nkent,South East\n"));
        assertThatThrownBy(() -> TableReader.readTable(file, Map.of("area", areas)))
                .isInstanceOf(FaultyInput.class)
                .hasMessage(message);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
        code,region;kent,East;kent,East              | areas.csv, row 3, column code: code 'kent' is there twice
        code,region;kent,Total                       | areas.csv, row 2, column region: 'Total' is kept for the margins and can't be a code or a group
        code,region;kent,                            | areas.csv, row 2, column region: is empty
        code,region;kent,sussex;sussex,East          | areas.csv, row 2, column region: group 'sussex' is also a name of a finer level
        code,region,nation;kent,East,UK;essex,East,E | areas.csv, row 3, column nation: 'East' is in 'E' and in 'UK'
        """)
    void saysInOneLineWhatIsWrongWithAHierarchy(String rows, String message) throws IOException {
        Path file = write("areas.csv", rows.replace(';', '\n'));
        assertThatThrownBy(() -> TableReader.readHierarchy(file))
                .isInstanceOf(FaultyInput.class)
                .hasMessage(message);
    }

    @Test
    void refusesWhatIsNotUtf8AndWhatIsNotThere() throws IOException {
        Path latin = folder.resolve("cells.csv");
        Files.write(latin, "area,count\nYnys M\u00f4n,1\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> TableReader.readTable(latin, Map.of())).hasMessage("cells.csv: is not UTF-8");
        assertThatThrownBy(() -> TableReader.readTable(folder.resolve("no.csv"), Map.of()))
                .hasMessage("no.csv: can't be read, there is no such file");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
