package opcc.tracker.gateway.transcoding;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Strict percent-decoding: two hexadecimal digits after each percent sign, and UTF-8 in the end. */
final class PercentCoding {

    private PercentCoding() {}

    /** Decodes everything; null if the text is not well-formed. */
    static @Nullable String decode(String text) {
        return decode(text, false, false);
    }

    /** Decodes everything but {@code %2F}, as HTTP rules want for variables of several segments. */
    static @Nullable String decodeKeepingSlashes(String text) {
        return decode(text, true, false);
    }

    /** Decodes a part of a query, in which a plus sign is a space. */
    static @Nullable String decodeQuery(String text) {
        return decode(text, false, true);
    }

    private static @Nullable String decode(String text, boolean keepSlashes, boolean plusIsSpace) {
        if (text.indexOf('%') < 0 && (!plusIsSpace || text.indexOf('+') < 0)) {
            return text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] == '+' && plusIsSpace) {
                bytes.write(' ');
            } else if (raw[i] != '%') {
                bytes.write(raw[i]);
            } else {
                int high = i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
                int low = i + 2 < raw.length ? Character.digit(raw[i + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    return null;
                }
                int value = high * 16 + low;
                if (keepSlashes && value == '/') {
                    bytes.write(raw, i, 3);
                } else {
                    bytes.write(value);
                }
                i += 2;
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
