package opcc.tracker.kit.pseudonyms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PseudonymsTest {

    /** Bytes 0 to 31. */
    private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    /** Bytes 31 to 0. */
    private static final String OTHER_KEY = "Hx4dHBsaGRgXFhUUExIREA8ODQwLCgkIBwYFBAMCAQA=";

    private final Pseudonyms pseudonyms = new Pseudonyms(PseudonymKey.parse(KEY), "case references");

    @Test
    void aPseudonymNeverChangesOrRecordsOfOnePersonWouldNoLongerMeet() {
        // Computed apart from this code: HMAC(HMAC(key, "case references of providers/justice-and-care"), "local-123").
        assertThat(pseudonyms.of("providers/justice-and-care").of("local-123"))
                .isEqualTo("6fd3c1c11d8becd30ba41b1c4cdef91cad66978f033abadb10a8bc31f56c95db");
    }

    @Test
    void everyProviderAndEveryReferenceHasItsOwn() {
        assertThat(pseudonyms.of("providers/a").of("1"))
                .isNotEqualTo(pseudonyms.of("providers/b").of("1"))
                .isNotEqualTo(pseudonyms.of("providers/a").of("2"));
    }

    @Test
    void whatIsMadeForOnePurposeCantBeMatchedWithWhatIsMadeForAnother() {
        Pseudonyms beneficiaries = new Pseudonyms(PseudonymKey.parse(KEY), "beneficiaries of draws");

        assertThat(beneficiaries.of("providers/a").of("1"))
                .isNotEqualTo(pseudonyms.of("providers/a").of("1"));
    }

    @Test
    void anotherSecretGivesOtherPseudonyms() {
        byte[] other = new byte[32];
        other[0] = 1;
        Pseudonyms others =
                new Pseudonyms(PseudonymKey.parse(Base64.getEncoder().encodeToString(other)), "case references");

        assertThat(others.of("providers/a").of("1"))
                .isNotEqualTo(pseudonyms.of("providers/a").of("1"));
    }

    @ParameterizedTest
    @CsvSource({
        ", is not set",
        "'  ', is not set",
        "not base64!, is not base64",
        "c2hvcnQ=, holds only 5 bytes",
    })
    void aKeyThatIsNotOneIsRefusedWithoutShowingIt(String key, String reason) {
        assertThatThrownBy(() -> PseudonymKey.parse(key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(reason)
                .hasMessageEndingWith("it must hold 32 random bytes in base64");
    }

    @Test
    void theKeyDoesNotShowItself() {
        assertThat(PseudonymKey.parse(KEY)).hasToString("PseudonymKey");
    }

    @Test
    void aPseudonymThatMayOutliveItsKeySaysWhichKeyItIsOf() {
        RotatingPseudonyms.OfGiver ofA = rotating(KEY, "").of("providers/a");

        assertThat(ofA.of("1"))
                .isEqualTo(PseudonymKey.parse(KEY).id() + "."
                        + pseudonyms.of("providers/a").of("1"));
        assertThat(ofA.others("1")).isEmpty();
        assertThat(ofA.all("1"))
                .as("also as it was before keys had ids")
                .containsExactly(ofA.of("1"), pseudonyms.of("providers/a").of("1"));
    }

    @Test
    void afterARotationNewPseudonymsAreOfTheNewKeyAndTheOldOnesAreStillKnown() {
        RotatingPseudonyms.OfGiver before = rotating(KEY, "").of("providers/a");
        RotatingPseudonyms.OfGiver after = rotating(OTHER_KEY, KEY).of("providers/a");

        assertThat(after.of("1"))
                .isNotEqualTo(before.of("1"))
                .startsWith(PseudonymKey.parse(OTHER_KEY).id() + ".");
        assertThat(after.others("1")).containsExactlyElementsOf(before.all("1"));
        assertThat(after.all("1")).startsWith(after.of("1")).containsAll(before.all("1"));
        assertThat(after.all("1")).doesNotContainAnyElementsOf(before.all("2"));
    }

    @Test
    void theIdOfAKeyIsShortAlwaysTheSameAndAnotherOfAnotherKey() {
        assertThat(PseudonymKey.parse(KEY).id())
                .matches("[0-9a-f]{8}")
                .isEqualTo(PseudonymKey.parse(KEY).id());
        assertThat(PseudonymKey.parse(OTHER_KEY).id())
                .isNotEqualTo(PseudonymKey.parse(KEY).id());
    }

    @ParameterizedTest
    @CsvSource({"'AAAA', holds only 3 bytes", "'" + KEY + ",', is not set", "'" + KEY + ",not base64!', is not base64"})
    void aFurtherKeyThatIsNotOneIsRefusedWithoutShowingIt(String others, String reason) {
        assertThatThrownBy(() -> PseudonymKeys.parse(KEY, others))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(reason)
                .hasMessageNotContaining("AAA");
    }

    private static RotatingPseudonyms rotating(String current, String others) {
        return new RotatingPseudonyms(PseudonymKeys.parse(current, others), "case references");
    }
}
