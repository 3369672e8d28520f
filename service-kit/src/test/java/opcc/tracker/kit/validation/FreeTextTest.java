package opcc.tracker.kit.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.v1.RejectDrawRequest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that identifies a person gets in through free text, as far as it has a form that can be known. */
class FreeTextTest {

    private final RequestValidation validation = new RequestValidation();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "write to jane.doe+help@example.org",
                "ring 07700 900123",
                "ring +44 7700 900 123",
                "ring (01632) 960 001",
                "her number is QQ123456C",
                "QQ 12 34 56 C",
                "she lives at SW1A 1AA",
                "near wr52qt",
                "DOB 3 May",
                "born in 1990",
                "01/02/1990",
                "1.2.2008"
            })
    void text_that_looks_like_personal_data_is_refused_and_not_repeated(String text) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> validation.require(rejection(text)));

        assertThat(refusal).isNotNull();
        assertThat(refusal.status().toString())
                .contains("reason", "seems to hold")
                .doesNotContain(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no bed needed: the force has one free",
                "two nights at 65.00 pounds, from 24/11/2026",
                "room 12 of the Travelodge, M5 junction 6",
                "duplicate of draw d17",
                "invoice 2026/000117 is over the cap of 13000 pence"
            })
    void ordinary_reasons_get_in(String text) {
        assertThatCode(() -> validation.require(rejection(text))).doesNotThrowAnyException();
    }

    private static RejectDrawRequest rejection(String reason) {
        return RejectDrawRequest.newBuilder()
                .setName("funds/wm-emergency/draws/d1")
                .setReason(reason)
                .build();
    }
}
