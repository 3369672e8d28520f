package opcc.tracker.gateway.routing;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.util.Map;
import java.util.regex.Pattern;
import opcc.tracker.gateway.contracts.Rpc;
import opcc.tracker.v1.File;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/** Answers with a file: its bytes are the body, its media type and name stand in the headers. */
final class FileAnswer {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]{0,199}");

    private FileAnswer() {}

    /**
     * The headers of the answer of {@code rpc}, a {@code File}. A browser saves it and never shows it.
     *
     * @throws IllegalStateException if the service names another media type than it declares, or the file in another way
     */
    static Map<String, String> headers(Rpc rpc, Message file) {
        MediaType type = MediaType.parseMediaType(text(file, File.CONTENT_TYPE_FIELD_NUMBER));
        String name = text(file, File.FILE_NAME_FIELD_NUMBER);
        if (AnswerTypes.of(rpc).stream().noneMatch(type::equalsTypeAndSubtype)
                || !NAME.matcher(name).matches()) {
            throw new IllegalStateException(rpc.fullName() + " answers a file of a type or name that it may not have");
        }
        return Map.of(
                HttpHeaders.CONTENT_TYPE,
                type.toString(),
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment().filename(name).build().toString());
    }

    /** The bytes of the file. */
    static byte[] content(Message file) {
        return ((ByteString) value(file, File.CONTENT_FIELD_NUMBER)).toByteArray();
    }

    private static String text(Message file, int field) {
        return (String) value(file, field);
    }

    private static Object value(Message file, int field) {
        return file.getField(file.getDescriptorForType().findFieldByNumber(field));
    }
}
