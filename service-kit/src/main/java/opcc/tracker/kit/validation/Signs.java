package opcc.tracker.kit.validation;

/**
 * What a text has of what the forms of personal data cannot be without, found in one pass over its characters. Where a sign is
 * missing, the form need not be searched for.
 */
final class Signs {

    private int digits;
    private boolean at;
    private boolean b;
    private boolean digitThenAToD;
    private boolean digitThenTwoLetters;
    private boolean digitsParted;

    Signs(String text) {
        char beforeLast = ' ';
        char last = ' ';
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            at |= next == '@';
            b |= (next | 0x20) == 'b';
            if (isDigit(next)) {
                digits++;
                digitsParted |= isDigit(beforeLast) && (last == '/' || last == '.' || last == '-');
            } else if (isLetter(next)) {
                digitThenAToD |= (next | 0x20) <= 'd' && (isDigit(last) || last == ' ' && isDigit(beforeLast));
                digitThenTwoLetters |= isLetter(last) && isDigit(beforeLast);
            }
            beforeLast = last;
            last = next;
        }
    }

    boolean ofAnEmailAddress() {
        return at;
    }

    /** The shortest has a 0 and nine more. */
    boolean ofATelephoneNumber() {
        return digits >= 10;
    }

    /** It ends with a digit and one of A to D. */
    boolean ofANationalInsuranceNumber() {
        return digits >= 6 && digitThenAToD;
    }

    /** It ends with a digit and two letters. */
    boolean ofAPostcode() {
        return digits >= 2 && digitThenTwoLetters;
    }

    /** Each of the words has a b; the date has two digits at least, and four. */
    boolean ofADateOfBirth() {
        return b || digits >= 6 && digitsParted;
    }

    private static boolean isDigit(char each) {
        return each >= '0' && each <= '9';
    }

    /** Of those that the forms know: the others are no letters to them. */
    private static boolean isLetter(char each) {
        int lower = each | 0x20;
        return lower >= 'a' && lower <= 'z';
    }
}
