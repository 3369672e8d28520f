package opcc.tracker.outcomes;

import static opcc.tracker.outcomes.RunningOutcomes.batch;
import static opcc.tracker.outcomes.RunningOutcomes.somebody;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.read.ListAppender;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import opcc.tracker.kit.idempotency.Command;
import opcc.tracker.kit.testing.Refusals;
import opcc.tracker.v1.BatchCreateOutcomesRequest;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Rule 8 of the domain: nothing that identifies a victim is stored anywhere, nor logged. */
class NothingIdentifiesAnybodyIT {

    private static final String PLANTED = "planted-case-77123";

    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private Appender<ILoggingEvent> console;
    private RunningOutcomes outcomes;

    @BeforeEach
    void startWithEverythingLogged() {
        outcomes = RunningOutcomes.start();
        console = rootLogger().getAppender("CONSOLE");
        rootLogger().detachAppender(console);
        rootLogger().setLevel(Level.DEBUG);
        logged.start();
        rootLogger().addAppender(logged);
    }

    @AfterEach
    void stop() {
        rootLogger().detachAppender(logged);
        rootLogger().setLevel(Level.INFO);
        rootLogger().addAppender(console);
        outcomes.close();
    }

    @Test
    void aCaseReferenceIsInNoByteOfTheDatabaseNorOfTheLogEvenAtDebug() {
        String key = "key-of-" + PLANTED;
        outcomes.report(
                outcomes.justiceAndCare,
                key,
                somebody().setCaseReference(PLANTED),
                somebody().setService("services/leicestershire-navigator").setCaseReference(PLANTED));
        Refusals keyReused = Refusals.of(() -> outcomes.report(
                outcomes.justiceAndCare,
                key,
                somebody().setCaseReference(PLANTED).setSynthetic(true)));
        Refusals foreign = Refusals.of(
                () -> outcomes.report(outcomes.hopeForJustice, somebody().setCaseReference(PLANTED)));
        Refusals invalid = Refusals.of(() -> outcomes.report(
                outcomes.justiceAndCare,
                somebody().setCaseReference(PLANTED).setQuarter("2030-31 Q1"),
                somebody().setCaseReference(PLANTED + " with a space")));
        outcomes.table(outcomes.analyst, "", "sex");

        assertThat(outcomes.storedBatches()).isEqualTo(1);
        assertThat(everythingStored()).hasSizeGreaterThan(100).doesNotContain(PLANTED);
        assertThat(everythingLogged())
                .as("the log was listened to")
                .contains("call=BatchCreateOutcomes")
                .doesNotContain(PLANTED)
                .doesNotContain(HexFormat.of().formatHex(PLANTED.getBytes(StandardCharsets.UTF_8)));
        assertThat(List.of(keyReused, foreign, invalid))
                .noneMatch(refused -> refused.toString().contains(PLANTED));
    }

    @Test
    void whatIsStoredOfARequestCannotBeFoundByTryingOutReferences() {
        BatchCreateOutcomesRequest request = batch(somebody().setCaseReference(PLANTED));
        String method = "opcc.tracker.v1.OutcomesService/BatchCreateOutcomes";
        Command byPlainHashes = Command.of(outcomes.justiceAndCare.subject(), PLANTED, method, request);

        outcomes.justiceAndCare.calling(outcomes.stub(), PLANTED).batchCreateOutcomes(request);

        assertThat(everythingStored())
                .doesNotContain(byPlainHashes.requestHash())
                .doesNotContain(byPlainHashes.id());
    }

    @Test
    void theSamePersonHasOnePseudonymWithAProviderAndAnotherWithAnotherProvider() {
        outcomes.report(
                outcomes.justiceAndCare,
                somebody().setCaseReference(PLANTED),
                somebody().setService("services/leicestershire-navigator").setCaseReference(PLANTED),
                somebody());
        outcomes.report(
                outcomes.hopeForJustice,
                somebody().setService("services/derbyshire-safe-house").setCaseReference(PLANTED));

        List<String> pseudonyms = new ArrayList<>();
        for (Document stored : outcomes.running
                .mongo()
                .database()
                .getCollection("batches")
                .find()
                .sort(new Document("provider", -1))) {
            stored.getList("records", Document.class).forEach(record -> pseudonyms.add(record.getString("pseudonym")));
        }
        assertThat(pseudonyms).hasSize(4).allMatch(pseudonym -> pseudonym.matches("[0-9a-f]{64}"));
        assertThat(pseudonyms.get(0)).isEqualTo(pseudonyms.get(1));
        assertThat(pseudonyms.stream().distinct()).hasSize(3);
    }

    /** Every byte of every document, one character a byte. */
    private String everythingStored() {
        StringBuilder bytes = new StringBuilder();
        var database = outcomes.running.mongo().database();
        for (String collection : database.listCollectionNames()) {
            for (RawBsonDocument document :
                    database.getCollection(collection, RawBsonDocument.class).find()) {
                ByteBuffer buffer = document.getByteBuffer().asNIO();
                byte[] copy = new byte[buffer.remaining()];
                buffer.get(copy);
                bytes.append(new String(copy, StandardCharsets.ISO_8859_1));
            }
        }
        return bytes.toString();
    }

    private String everythingLogged() {
        StringBuilder lines = new StringBuilder();
        for (ILoggingEvent event : List.copyOf(logged.list)) {
            lines.append(event.getFormattedMessage()).append('\n');
            if (event.getThrowableProxy() != null) {
                lines.append(event.getThrowableProxy().getMessage()).append('\n');
            }
        }
        return lines.toString();
    }

    private static Logger rootLogger() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }
}
