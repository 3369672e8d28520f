package opcc.tracker.outcomes.intake;

import java.util.Optional;
import java.util.regex.Pattern;
import opcc.tracker.kit.validation.PersonalData;

/** What a provider's own reference of a case must not be: something that tells who the person is. */
public final class CaseReferences {

    private static final String NAME = "a name";

    /** Two to four words with capitals, as no code has them. */
    private static final Pattern WORDS_OF_A_NAME = Pattern.compile("\\p{Lu}\\p{Ll}+(?:[ '’.-]+\\p{Lu}\\p{Ll}*){1,3}");

    /** A reference of words alone, such as {@code jane.doe}: references have digits, or capitals only. */
    private static final Pattern WORDS_ALONE = Pattern.compile("[\\p{L} '’._/-]*\\p{Ll}{2}[\\p{L} '’._/-]*");

    /** The digits of a UUID are random, and would now and then pass for a telephone number. */
    private static final Pattern UUID =
            Pattern.compile("(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private static final int UUID_LENGTH = 36;

    private CaseReferences() {}

    /** What kind of personal data a reference seems to hold, such as {@code a name}; in no case an echo of it. */
    public static Optional<String> personalData(String reference) {
        String told = reference.length() < UUID_LENGTH
                ? reference
                : UUID.matcher(reference).replaceAll("0");
        return personalDataIn(told)
                .or(() ->
                        mayBeWords(told) && WORDS_ALONE.matcher(told).matches() ? Optional.of(NAME) : Optional.empty());
    }

    /** The same of any other text, such as a cell in which a code was to stand. */
    public static Optional<String> personalDataIn(String text) {
        return PersonalData.kinds(text).stream()
                .findFirst()
                .or(() -> mayBeWords(text) && WORDS_OF_A_NAME.matcher(text).matches()
                        ? Optional.of(NAME)
                        : Optional.empty());
    }

    /** A name has no digit. Most references have, which saves the search. */
    private static boolean mayBeWords(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= '0' && text.charAt(i) <= '9') {
                return false;
            }
        }
        return true;
    }
}
