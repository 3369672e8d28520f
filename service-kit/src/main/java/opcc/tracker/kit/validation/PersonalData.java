package opcc.tracker.kit.validation;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest.FieldViolation;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.v1.AccessProto;

/**
 * Finds in text, above all in fields marked {@code free_text}, what looks like personal data (rule 8 of the domain: nothing that identifies
 * a victim is stored anywhere). A net with wide meshes: it catches what has a form, not a name.
 */
public final class PersonalData {

    private static final Map<String, Pattern> KINDS = Map.of(
            "an e-mail address", Pattern.compile("[\\w.+-]+@[\\w-]+\\.\\w+"),
            "a telephone number", Pattern.compile("(?<![\\d-])(?:\\+44|0044|0)(?:[ ()-]{0,2}\\d){9,10}(?!\\d)"),
            "a National Insurance number", Pattern.compile("(?i)\\b[A-Z]{2} ?\\d{2} ?\\d{2} ?\\d{2} ?[A-D]\\b"),
            "a postcode", Pattern.compile("(?i)\\b[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[A-Z]{2}\\b"),
            "a date of birth",
                    Pattern.compile("(?i)\\b(?:dob|d\\.o\\.b\\.?|born|date of"
                            + " birth)\\b|\\b\\d{1,2}[/.-]\\d{1,2}[/.-](?:19\\d{2}|20[01]\\d)\\b"));

    PersonalData() {}

    /** What {@code text} seems to hold, for instance {@code a postcode}; in no case an echo of it. */
    public static List<String> kinds(String text) {
        return KINDS.entrySet().stream()
                .filter(kind -> kind.getValue().matcher(text).find())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** What is said of a field with such a kind of text. */
    public static String refusal(String kind) {
        return "seems to hold " + kind + "; nothing that identifies a person may be stored here";
    }

    void find(Message message, String prefix, List<FieldViolation> violations) {
        message.getAllFields().forEach((field, value) -> {
            String name = prefix + field.getName();
            if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                if (value instanceof List<?> list) {
                    for (int i = 0; i < list.size(); i++) {
                        find((Message) list.get(i), name + "[" + i + "].", violations);
                    }
                } else {
                    find((Message) value, name + ".", violations);
                }
            } else if (field.getOptions().getExtension(AccessProto.freeText) && value instanceof String text) {
                kinds(text).forEach(kind -> violations.add(Refusal.violation(name, refusal(kind))));
            }
        });
    }
}
