package opcc.tracker.outcomes.comparisons;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedBreakdownTest {

    @ParameterizedTest
    @CsvSource({
        "sex, female, FEMALE",
        "Sex, Males, MALE",
        "adult or minor, minors, 'AGE_UNDER_18, MINOR'",
        "adult or minor, claimed exploitation as adults, 'AGE_18_TO_24, AGE_25_TO_34, AGE_35_TO_49, AGE_50_AND_OVER,"
                + " ADULT'",
        "adult or minor, unknown, UNKNOWN",
        "exploitation of adults, adults labour exploitation, LABOUR",
        "exploitation of minors, minors criminal exploitation, CRIMINAL",
        "exploitation, labour and criminal, LABOUR+CRIMINAL",
        "exploitation, criminal and labour, LABOUR+CRIMINAL",
        "exploitation, 'labour, sexual and criminal', LABOUR+SEXUAL+CRIMINAL",
        "exploitation, domestic servitude, DOMESTIC_SERVITUDE",
        "exploitation, labour and magic, ''",
        "exploitation, '', ''",
        "sex, person, ''"
    })
    void the_words_of_returns_stand_for_codes(String dimension, String part, String codes) {
        assertThat(String.join(
                        ", ", PublishedBreakdown.named(dimension).orElseThrow().codesOf(part)))
                .isEqualTo(codes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "first responder", "place of exploitation"})
    void what_people_are_not_counted_by_is_compared_with_nothing(String dimension) {
        assertThat(PublishedBreakdown.named(dimension)).isEmpty();
    }

    @Test
    void a_breakdown_of_adults_is_of_adults_alone() {
        assertThat(PublishedBreakdown.named("exploitation of adults")
                        .orElseThrow()
                        .ages())
                .contains("ADULT")
                .doesNotContain("MINOR", "UNKNOWN");
    }
}
