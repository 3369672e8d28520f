package opcc.tracker.gateway.transcoding;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import library.Book;
import library.ListBooksResponse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("An answer")
class JsonMessageWriterTest {

    private static final long SEED = 20260401;
    private final JsonMapper mapper = JsonMapper.shared();

    private static String written(Message message) {
        return new String(JsonMessageWriter.write(message, null), StandardCharsets.UTF_8);
    }

    @Test
    void shows_fields_without_presence_even_when_they_hold_their_default() {
        assertThat(written(Book.getDefaultInstance()))
                .contains("\"pricePence\":\"0\"", "\"lent\":false", "\"genre\":\"GENRE_UNSPECIFIED\"", "\"tags\":[]", "\"notes\":{}")
                .doesNotContain("author", "edition", "createTime", "person");
    }

    @Test
    void may_be_one_field_of_the_message() {
        ListBooksResponse response = ListBooksResponse.newBuilder()
                .addBooks(Book.newBuilder().setName("a"))
                .build();
        FieldDescriptor books = ListBooksResponse.getDescriptor().findFieldByName("books");
        assertThat(new String(JsonMessageWriter.write(response, books), StandardCharsets.UTF_8))
                .startsWith("[{\"name\":\"a\",");
    }

    @Test
    void escapes_what_json_must_escape() {
        assertThat(written(Book.newBuilder().setName("a\"\\\n\u0000\u2028\ud83d\ude00").build()))
                .startsWith("{\"name\":\"a\\\"\\\\\\n\\u0000\u2028\ud83d\ude00\"");
    }

    @Test
    void is_what_protobufs_own_printer_writes_and_what_our_reader_reads_back() throws Exception {
        Random random = new Random(SEED);
        for (int i = 0; i < 500; i++) {
            Book book = book(random, 0);
            String ours = written(book);
            String theirs = JsonFormat.printer().alwaysPrintFieldsWithNoPresence().print(book);
            assertThat(mapper.readTree(ours)).as("seed %d, message %d", SEED, i).isEqualTo(mapper.readTree(theirs));
            DynamicMessage back = LibraryContracts.request("POST", "/v1/books", ours);
            Message read = (Message) back.getField(back.getDescriptorForType().findFieldByName("book"));
            assertThat(read.toByteString()).as("seed %d, message %d", SEED, i).isEqualTo(book.toByteString());
        }
    }

    private static Book book(Random random, int depth) {
        Book.Builder book = Book.newBuilder();
        for (FieldDescriptor field : Book.getDescriptor().getFields()) {
            if (random.nextInt(3) == 0) {
                fill(book, field, random, depth);
            }
        }
        // Structs hold doubles that other printers spell differently; they have tests of their own.
        return book.clearExtra().clearAnything().clearItems().clearNothing().build();
    }

    private static void fill(Message.Builder into, FieldDescriptor field, Random random, int depth) {
        if (field.isMapField()) {
            Message.Builder entry = into.newBuilderForField(field);
            entry.getDescriptorForType().getFields().forEach(part -> fill(entry, part, random, depth));
            into.addRepeatedField(field, entry.build());
        } else if (field.isRepeated()) {
            for (int i = random.nextInt(3); i >= 0; i--) {
                into.addRepeatedField(field, value(into, field, random, depth));
            }
        } else {
            into.setField(field, value(into, field, random, depth));
        }
    }

    private static Object value(Message.Builder into, FieldDescriptor field, Random random, int depth) {
        return switch (field.getJavaType()) {
            case INT -> random.nextInt();
            case LONG -> random.nextLong();
            case FLOAT -> (float) random.nextInt(1000) / 4;
            case DOUBLE -> (double) random.nextInt(100_000) / 8;
            case BOOLEAN -> true;
            case STRING -> "text \u00e9 " + random.nextInt(100);
            case BYTE_STRING -> ByteString.copyFrom(new byte[] {1, (byte) random.nextInt(), -1});
            case ENUM -> field.getEnumType().getValues().get(random.nextInt(field.getEnumType().getValues().size()));
            case MESSAGE -> message(into, field, random, depth);
        };
    }

    private static Message message(Message.Builder into, FieldDescriptor field, Random random, int depth) {
        Message.Builder part = into.newBuilderForField(field);
        switch (field.getMessageType().getFullName()) {
            case "library.Book" -> {
                return depth > 2 ? part.build() : book(random, depth + 1);
            }
            case "google.protobuf.Timestamp", "google.protobuf.Duration" -> {
                FieldDescriptor seconds = field.getMessageType().findFieldByNumber(1);
                part.setField(seconds, (long) random.nextInt(Integer.MAX_VALUE));
                int[] nanos = {0, 1, 1_000, 120_000_000, 999_999_999};
                part.setField(field.getMessageType().findFieldByNumber(2), nanos[random.nextInt(nanos.length)]);
            }
            case "google.protobuf.FieldMask" -> part.addRepeatedField(
                    field.getMessageType().findFieldByNumber(1), "display_name.part" + random.nextInt(9));
            case "google.protobuf.Struct", "google.protobuf.Value", "google.protobuf.ListValue" -> {}
            default -> field.getMessageType().getFields().forEach(each -> part.setField(each, value(part, each, random, depth)));
        }
        return part.build();
    }
}
