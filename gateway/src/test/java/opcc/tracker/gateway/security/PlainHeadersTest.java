package opcc.tracker.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.web.server.firewall.StrictServerWebExchangeFirewall;

@DisplayName("A header")
class PlainHeadersTest {

    private static final long SEED = 20261127;

    @Test
    void is_taken_exactly_where_Spring_Securitys_own_rules_take_it() {
        Random random = new Random(SEED);
        for (int i = 0; i < 100_000; i++) {
            String text = random(random);
            assertThat(PlainHeaders.isName(text))
                    .as("seed %d, name %d: %s", SEED, i, escaped(text))
                    .isEqualTo(StrictServerWebExchangeFirewall.ALLOWED_HEADER_NAMES.test(text))
                    .isEqualTo(StrictServerWebExchangeFirewall.ALLOWED_PARAMETER_NAMES.test(text));
            assertThat(PlainHeaders.isValue(text))
                    .as("seed %d, value %d: %s", SEED, i, escaped(text))
                    .isEqualTo(StrictServerWebExchangeFirewall.ALLOWED_HEADER_VALUES.test(text));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\r\nb: c", "a\u007f", "a\u0085", "\uffff"})
    void that_controls_something_or_holds_what_is_no_character_is_refused(String text) {
        assertThat(PlainHeaders.isName(text)).isFalse();
        assertThat(PlainHeaders.isValue(text)).isFalse();
    }

    private static String random(Random random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(4);
        for (int i = 0; i < length; i++) {
            switch (random.nextInt(4)) {
                case 0 -> text.append((char) random.nextInt(0x20, 0x7f));
                case 1 -> text.append((char) random.nextInt(0x100));
                case 2 -> text.append((char) random.nextInt(0x10000));
                default -> text.appendCodePoint(random.nextInt(0x110000));
            }
        }
        return text.toString();
    }

    private static String escaped(String text) {
        StringBuilder shown = new StringBuilder();
        text.chars().forEach(c -> shown.append(String.format("\\u%04x", c)));
        return shown.toString();
    }
}
