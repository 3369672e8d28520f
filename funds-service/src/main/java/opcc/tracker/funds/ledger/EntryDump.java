package opcc.tracker.funds.ledger;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** A ledger as {@code mongoexport --collection=entries} writes it: a line an entry, in any order, extended JSON. */
public final class EntryDump {

    private EntryDump() {}

    /**
     * A line of the dump.
     *
     * @param fund id of the fund
     * @param sequence the entry's place
     * @param entry the entry; null if it can't be read
     */
    public record Line(String fund, long sequence, @Nullable Entry entry) {
        /** {@code funds/{fund}/entries/{sequence}}. */
        public String entryName() {
            return "funds/" + fund + "/entries/" + sequence;
        }
    }

    /**
     * Shows the lines of {@code file} one after another.
     *
     * @throws IOException if the file can't be read, or a line does not tell which entry it is
     */
    public static void each(Path file, Consumer<Line> consumer) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            int number = 0;
            for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                number++;
                if (!text.isBlank()) {
                    consumer.accept(read(text, number));
                }
            }
        }
    }

    private static Line read(String text, int number) throws IOException {
        Document document;
        String fund;
        long sequence;
        try {
            document = Widened.of(Document.parse(text));
            fund = document.get("fund", String.class);
            sequence = document.getLong("seq");
        } catch (RuntimeException e) {
            throw notAnEntry(number);
        }
        if (fund == null) {
            throw notAnEntry(number);
        }
        try {
            Entry entry = EntryDocument.read(document);
            return new Line(fund, sequence, entry);
        } catch (RuntimeException e) {
            return new Line(fund, sequence, null);
        }
    }

    private static IOException notAnEntry(int number) {
        return new IOException("line " + number + " is no entry of a ledger: it needs a fund and a seq");
    }

    /** Relaxed extended JSON does not tell int64 from int32: here whoever asks for a long gets one of either. */
    private static final class Widened extends Document {
        private static final long serialVersionUID = 1;

        static Widened of(Document document) {
            Widened widened = new Widened();
            document.forEach((key, value) -> widened.put(key, of(value)));
            return widened;
        }

        private static @Nullable Object of(@Nullable Object value) {
            return switch (value) {
                case Document document -> of(document);
                case List<?> list -> list.stream().map(Widened::of).toList();
                case null, default -> value;
            };
        }

        @Override
        public Long getLong(Object key) {
            return switch (get(key)) {
                case Long number -> number;
                case Integer number -> number.longValue();
                case null, default -> throw new IllegalArgumentException(key + " is no whole number");
            };
        }
    }
}
