package opcc.tracker.kit.validation;

import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest.FieldViolation;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.v1.AccessProto;

/**
 * Finds in text, above all in fields marked {@code free_text}, what looks like personal data (rule 8 of the domain: nothing that identifies
 * a victim is stored anywhere). A net with wide meshes: it catches what has a form, not a name.
 */
public final class PersonalData {

    /**
     * A kind of personal data.
     *
     * @param kind what it is called, such as {@code a postcode}
     * @param pattern what it looks like
     * @param possible whether a text may hold it at all
     */
    private record Form(String kind, Pattern pattern, Predicate<Signs> possible) {}

    /** In the order in which they are told. */
    private static final List<Form> FORMS = List.of(
            new Form(
                    "a National Insurance number",
                    Pattern.compile("(?i)\\b[A-Z]{2} ?\\d{2} ?\\d{2} ?\\d{2} ?[A-D]\\b"),
                    Signs::ofANationalInsuranceNumber),
            new Form(
                    "a date of birth",
                    Pattern.compile("(?i)\\b(?:dob|d\\.o\\.b\\.?|born|date of"
                            + " birth)\\b|\\b\\d{1,2}[/.-]\\d{1,2}[/.-](?:19\\d{2}|20[01]\\d)\\b"),
                    Signs::ofADateOfBirth),
            new Form(
                    "a postcode", Pattern.compile("(?i)\\b[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[A-Z]{2}\\b"), Signs::ofAPostcode),
            new Form(
                    "a telephone number",
                    Pattern.compile("(?<![\\d-])(?:\\+44|0044|0)(?:[ ()-]{0,2}\\d){9,10}(?!\\d)"),
                    Signs::ofATelephoneNumber),
            new Form("an e-mail address", Pattern.compile("[\\w.+-]+@[\\w-]+\\.\\w+"), Signs::ofAnEmailAddress));

    private final MarkedFields freeText = new MarkedFields(field ->
            field.getJavaType() == JavaType.STRING && field.getOptions().getExtension(AccessProto.freeText));

    PersonalData() {}

    /** What {@code text} seems to hold, for instance {@code a postcode}; in no case an echo of it. */
    public static List<String> kinds(String text) {
        Signs signs = new Signs(text);
        return FORMS.stream()
                .filter(form -> form.possible().test(signs) && looksLike(form, text))
                .map(Form::kind)
                .toList();
    }

    /** The same without a look at the signs first: what {@link #kinds} must be. */
    static List<String> kindsByTheirFormsAlone(String text) {
        return FORMS.stream()
                .filter(form -> looksLike(form, text))
                .map(Form::kind)
                .toList();
    }

    private static boolean looksLike(Form form, String text) {
        return form.pattern().matcher(text).find();
    }

    /** What is said of a field with such a kind of text. */
    public static String refusal(String kind) {
        return "seems to hold " + kind + "; nothing that identifies a person may be stored here";
    }

    void find(Message message, String prefix, List<FieldViolation> violations) {
        freeText.forEach(message, prefix, (holder, field, path) -> {
            if (field.isRepeated()) {
                for (int i = 0; i < holder.getRepeatedFieldCount(field); i++) {
                    find((String) holder.getRepeatedField(field, i), path + "[" + i + "]", violations);
                }
            } else {
                find((String) holder.getField(field), path, violations);
            }
        });
    }

    private static void find(String text, String path, List<FieldViolation> violations) {
        kinds(text).forEach(kind -> violations.add(Refusal.violation(path, refusal(kind))));
    }
}
