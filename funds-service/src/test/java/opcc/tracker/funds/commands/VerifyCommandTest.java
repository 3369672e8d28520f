package opcc.tracker.funds.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import opcc.tracker.funds.draws.LedgerProof;
import opcc.tracker.funds.draws.RandomHistory;
import opcc.tracker.funds.ledger.MongoEntryStore;
import opcc.tracker.kit.testing.TestMongo;
import org.bson.Document;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Dumps of a real store, with two funds of a hundred commands or so each. */
class VerifyCommandTest {

    private static final long SEED = 26;

    private static TestMongo mongo;
    private static MongoEntryStore store;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void given_two_funds() {
        mongo = TestMongo.start();
        store = new MongoEntryStore(mongo.database());
        Random random = new Random(SEED);
        List<RandomHistory> histories =
                List.of(new RandomHistory("one", store, random), new RandomHistory("two", store, random));
        for (int step = 0; step < 600; step++) {
            histories.get(random.nextInt(2)).step();
        }
    }

    @AfterAll
    static void stop() {
        mongo.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = JsonMode.class,
            names = {"EXTENDED", "RELAXED"})
    void a_dump_is_proved_in_either_form_and_any_order_with_the_figures_of_the_service(JsonMode form)
            throws IOException {
        List<String> lines = lines(form);
        Collections.shuffle(lines, new Random(SEED));

        assertThat(verify(lines)).isZero();

        LedgerProof one = LedgerProof.of("one", store);
        assertThat(one.entryCount())
                .isGreaterThan(50)
                .isEqualTo(mongo.database().getCollection("entries").countDocuments(new Document("fund", "one")));
        assertThat(out.toString())
                .contains("funds/one: valid, " + one.entryCount() + " entries")
                .contains("head " + one.headHash())
                .contains("funds/two: valid")
                .contains("trial balance of 2 funds: funder -£")
                .contains("sum £0.00");
    }

    @Test
    void a_changed_amount_is_named_and_the_other_fund_still_holds() throws IOException {
        List<String> lines = lines(JsonMode.EXTENDED);
        int first = indexOf(lines, "one", 1);
        lines.set(first, change(lines.get(first), entry -> entry.append("amount", entry.getLong("amount") + 1)));

        assertThat(verify(lines)).isEqualTo(1);
        assertThat(out.toString())
                .contains("funds/one: NOT VALID, first bad entry funds/one/entries/1: its content does not agree")
                .contains("funds/two: valid");
    }

    @Test
    void a_missing_a_repeated_and_an_unreadable_entry_are_named() throws IOException {
        List<String> missing = lines(JsonMode.EXTENDED);
        missing.remove(indexOf(missing, "one", 7));
        assertThat(verify(missing)).isEqualTo(1);
        assertThat(out.toString()).contains("first bad entry funds/one/entries/8: expected entry 7, found 8");

        List<String> repeated = lines(JsonMode.EXTENDED);
        repeated.add(repeated.get(indexOf(repeated, "one", 7)));
        assertThat(verify(repeated)).isEqualTo(1);
        assertThat(out.toString()).contains("first bad entry funds/one/entries/7: there is another entry");

        List<String> unreadable = lines(JsonMode.EXTENDED);
        int third = indexOf(unreadable, "two", 3);
        unreadable.set(third, change(unreadable.get(third), entry -> entry.append("kind", "STOLEN")));
        assertThat(verify(unreadable)).isEqualTo(1);
        assertThat(out.toString()).contains("first bad entry funds/two/entries/3: it can't be read");

        unreadable.set(third, change(lines(JsonMode.EXTENDED).get(third), entry -> {
            entry.get("actor", Document.class).remove("username");
            return entry;
        }));
        assertThat(verify(unreadable)).isEqualTo(1);
        assertThat(out.toString()).contains("first bad entry funds/two/entries/3: it can't be read");
    }

    @Test
    void what_is_no_dump_is_told_from_a_bad_one() throws IOException {
        assertThat(verify(List.of("{\"fund\": \"one\"}"))).isEqualTo(2);
        assertThat(err.toString()).contains("line 1 is no entry");
        assertThat(run("verify", folder.resolve("nothing").toString())).isEqualTo(2);
        assertThat(err.toString()).contains("There is no file");
        assertThat(run("verify")).isEqualTo(2);
        assertThat(err.toString()).contains("Usage");
    }

    @Test
    void the_dump_that_the_jar_writes_is_proved() {
        Path file = folder.resolve("written.json");

        int written = DumpCommand.run(
                mongo.uri(), mongo.databaseName(), file, new PrintWriter(out, true), new PrintWriter(err, true));

        assertThat(written).as(err.toString()).isZero();
        assertThat(out.toString()).contains(lines(JsonMode.EXTENDED).size() + " entries written to " + file);
        assertThat(run("verify", file.toString())).isZero();
        assertThat(out.toString()).contains("funds/one: valid").contains("funds/two: valid");
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    private int verify(List<String> lines) throws IOException {
        return run("verify", Files.write(folder.resolve("dump.json"), lines).toString());
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        return CommandLine.run(arguments, Map.of(), new PrintWriter(out, true), new PrintWriter(err, true));
    }

    /** As mongoexport writes them. */
    private static List<String> lines(JsonMode form) {
        JsonWriterSettings settings =
                JsonWriterSettings.builder().outputMode(form).build();
        return mongo.database()
                .getCollection("entries")
                .find()
                .map(entry -> entry.toJson(settings))
                .into(new ArrayList<>());
    }

    private static int indexOf(List<String> lines, String fund, long sequence) {
        for (int i = 0; i < lines.size(); i++) {
            Document entry = Document.parse(lines.get(i));
            if (entry.getString("fund").equals(fund) && entry.getLong("seq") == sequence) {
                return i;
            }
        }
        throw new IllegalStateException("no such entry");
    }

    private static String change(String line, UnaryOperator<Document> change) {
        return change.apply(Document.parse(line))
                .toJson(JsonWriterSettings.builder()
                        .outputMode(JsonMode.EXTENDED)
                        .build());
    }
}
