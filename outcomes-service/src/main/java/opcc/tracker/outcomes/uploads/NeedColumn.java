package opcc.tracker.outcomes.uploads;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import opcc.tracker.v1.NeedEnum.Need;
import opcc.tracker.v1.NeedScore;
import opcc.tracker.v1.Outcome;

/**
 * The column of a category of need: its scores at the start, at the last review and at the end.
 *
 * @param need the category
 */
record NeedColumn(Need need) implements OutcomeColumn {

    /** {@code 2/3/4}, {@code 2//4}, {@code 2/3} or {@code 2}. Spreadsheets take {@code 2|3|4} for no date. */
    private static final Pattern SCORES = Pattern.compile("([1-5])(?:\\s*[/|]\\s*([1-5])?)?(?:\\s*[/|]\\s*([1-5])?)?");

    private static final Pattern DIGITS_AND_SIGNS = Pattern.compile("[0-9/|\\s-]{1,10}");

    @Override
    public String heading() {
        String[] words = need.name().toLowerCase(Locale.ROOT).split("_");
        return words[0]
                + Arrays.stream(words)
                        .skip(1)
                        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                        .collect(Collectors.joining());
    }

    @Override
    public boolean required() {
        return false;
    }

    @Override
    public String example() {
        return "scores 1 to 5 at the start / at the last review / at the end such as 2/3/4 or 2//4 or 2/3 or 2";
    }

    @Override
    public boolean isOfItsForm(String cell) {
        return DIGITS_AND_SIGNS.matcher(cell).matches();
    }

    @Override
    public Optional<String> set(Outcome.Builder outcome, String cell) {
        Matcher scores = SCORES.matcher(cell);
        if (!scores.matches()) {
            return Optional.of("must be scores from 1 to 5 such as 2/3/4 (start/review/end), 2//4, 2/3 or 2; if your"
                    + " spreadsheet made a date of them, write 2|3|4");
        }
        NeedScore.Builder score =
                outcome.addNeedScoresBuilder().setNeed(need).setStart(Integer.parseInt(scores.group(1)));
        if (scores.group(2) != null) {
            score.setReview(Integer.parseInt(scores.group(2)));
        }
        if (scores.group(3) != null) {
            score.setEnd(Integer.parseInt(scores.group(3)));
        }
        return Optional.empty();
    }
}
