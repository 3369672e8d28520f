package opcc.tracker.local.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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

    /** A figure of the United Kingdom's referrals in 2021, by the name of the measure. */
    static int referrals2021(String measure) {
        return rows("nrm-uk-2021.csv").stream()
                .filter(row -> measure.equals(row.get("measure")))
                .mapToInt(row -> Integer.parseInt(row.getOrDefault("value", "")))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("facts/nrm-uk-2021.csv has no measure " + measure));
    }

    /** A file as it is. */
    static String text(String file) {
        try (InputStream stream = Facts.class.getResourceAsStream("/facts/" + file)) {
            if (stream == null) {
                throw new IllegalStateException("facts/" + file + " is missing from the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Map<String, String>> rows(String file) {
        try (CSVParser parser = CSVParser.parse(text(file), FORMAT)) {
            return parser.stream().map(row -> row.toMap()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
