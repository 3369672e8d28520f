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
}
