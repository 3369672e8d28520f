package opcc.tracker.local.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

/** The published facts that come with the project, as they are in their files. */
final class Facts {
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

    private Facts() {}

    /** The 42 schemes of the sources, in the order of the file. */
    static List<Scheme> schemes() {
        return rows("schemes.csv").stream().map(Scheme::of).toList();
    }

    /** Figures of the United Kingdom's referrals in 2021, by the name of the measure. */
    static Map<String, Integer> referrals2021() {
        Map<String, Integer> values = new LinkedHashMap<>();
        rows("nrm-uk-2021.csv").forEach(row -> values.put(row.get("measure"), Integer.valueOf(row.get("value"))));
        return values;
    }

    private static List<Map<String, String>> rows(String file) {
        try (InputStream stream = Facts.class.getResourceAsStream("/facts/" + file)) {
            if (stream == null) {
                throw new IllegalStateException("facts/" + file + " is missing from the class path");
            }
            try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8);
                    CSVParser parser = FORMAT.parse(reader)) {
                return parser.stream().map(row -> row.toMap()).toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
