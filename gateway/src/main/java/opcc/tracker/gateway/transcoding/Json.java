package opcc.tracker.gateway.transcoding;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/** How the gateway reads JSON: strictly, in UTF-8, within limits. */
final class Json {

    /** How deep objects and lists may nest. */
    static final int MOST_DEPTH = 64;

    static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
            .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
            // Names come from outside: a shared table of them would grow with every misspelt one.
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MOST_DEPTH)
                    .maxNumberLength(400)
                    .maxNameLength(1_000)
                    .build())
            .build();

    private Json() {}

    /** The text of a body without its byte order mark; null if it is not UTF-8. */
    static @Nullable String decode(byte[] utf8) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** Says where the text stops being JSON. Jackson's own words are not used: they repeat what was sent. */
    static Violation malformed(JacksonException problem, JsonParser json) {
        TokenStreamLocation location = problem.getLocation() == null ? json.currentLocation() : problem.getLocation();
        String where = " at line " + location.getLineNr() + ", column " + location.getColumnNr();
        String field = path(json.streamReadContext());
        if (problem instanceof StreamConstraintsException) {
            boolean deep = json.streamReadContext().getNestingDepth() >= MOST_DEPTH;
            return new Violation(
                    field, deep ? "is nested deeper than " + MOST_DEPTH + " levels" : "holds too long a name or number");
        }
        if (problem instanceof UnexpectedEndOfInputException) {
            return new Violation(field, "is not valid JSON: it ends too early" + where);
        }
        return new Violation(field, "is not valid JSON" + where);
    }

    /** Where a parser stands, such as {@code lines[0].quantity}. */
    private static String path(@Nullable TokenStreamContext context) {
        StringBuilder path = new StringBuilder();
        for (TokenStreamContext at = context; at != null; at = at.getParent()) {
            if (at.inArray() && at.hasCurrentIndex()) {
                path.insert(0, "[" + at.getCurrentIndex() + "]");
            } else if (at.inObject() && at.hasCurrentName()) {
                boolean last = path.isEmpty() || path.charAt(0) == '[';
                path.insert(0, FieldNames.shown(String.valueOf(at.currentName())) + (last ? "" : "."));
            }
        }
        return path.isEmpty() ? "body" : path.toString();
    }

    /** Whether null is a value of the field rather than its absence. */
    static boolean takesNull(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case MESSAGE -> !field.isRepeated() && field.getMessageType().getFullName().equals(WellKnownTypes.VALUE);
            case ENUM -> !field.isRepeated() && field.getEnumType().getFullName().equals("google.protobuf.NullValue");
            default -> false;
        };
    }

    /** Whether the type is written as an object of its fields. */
    static boolean isPlainMessage(Descriptor type) {
        return !WellKnownTypes.isText(type) && !WellKnownTypes.isWrapper(type) && !WellKnownTypes.isFreeJson(type);
    }

    /** What a token starts, to be read after "but is". */
    static String kind(@Nullable JsonToken token) {
        if (token == null) {
            return "nothing";
        }
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "a list";
            case VALUE_STRING -> "text";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "true or false";
            case VALUE_NULL -> "null";
            default -> "something else";
        };
    }
}
