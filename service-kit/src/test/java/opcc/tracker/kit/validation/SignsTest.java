package opcc.tracker.kit.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The look at a text's signs saves work and misses nothing. */
class SignsTest {

    /** Personal data in its parts, so that many texts hold some of it, whole, cut, or with a thing in between. */
    private static final List<String> PARTS = List.of(
            "SW1A 1AA",
            "sw1a",
            "1aa",
            "GU1",
            "3AA",
            "AB",
            "12",
            "34",
            "56",
            "C",
            "D",
            "ab 12 34 56 c",
            "QQ123456A",
            "07700900123",
            "07700",
            "900",
            "123",
            "+44",
            "0044",
            "0",
            "(",
            ")",
            "-",
            " ",
            "  ",
            "/",
            ".",
            "@",
            "jane",
            "example",
            "org",
            "dob",
            "DOB",
            "d.o.b.",
            "born",
            "Birth",
            "date of birth",
            "date",
            "of",
            "01/02/1990",
            "1.2.2008",
            "3-4-1999",
            "1990",
            "20",
            "CASE/",
            "x",
            "é",
            "ſ",
            "K",
            "٣",
            "０",
            "\n",
            "\u00a0",
            "_",
            "b",
            "B",
            "1a",
            "9zz",
            "5 d");

    private static final String CHARACTERS = "abcdABCDbBzZ0123456789 /.-@+()_éſK٣\n";

    @Test
    void a_text_holds_by_its_signs_what_it_holds_by_the_forms_alone() {
        long seed = 20261127;
        Random random = new Random(seed);
        int found = 0;
        for (int i = 0; i < 200_000; i++) {
            String text = i % 2 == 0 ? ofParts(random) : ofCharacters(random);
            List<String> kinds = PersonalData.kindsByTheirFormsAlone(text);
            assertThat(PersonalData.kinds(text))
                    .as("seed %d, text %d: %s", seed, i, text)
                    .isEqualTo(kinds);
            found += kinds.isEmpty() ? 0 : 1;
        }
        assertThat(found).as("seed %d: texts that hold something", seed).isGreaterThan(10_000);
    }

    private static String ofParts(Random random) {
        StringBuilder text = new StringBuilder();
        IntStream.range(0, 1 + random.nextInt(8)).forEach(i -> text.append(PARTS.get(random.nextInt(PARTS.size()))));
        return text.toString();
    }

    private static String ofCharacters(Random random) {
        StringBuilder text = new StringBuilder();
        IntStream.range(0, 1 + random.nextInt(24))
                .forEach(i -> text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length()))));
        return text.toString();
    }
}
