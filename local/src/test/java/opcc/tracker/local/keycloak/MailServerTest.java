package opcc.tracker.local.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import opcc.tracker.local.keycloak.MailServer.Security;
import opcc.tracker.local.processes.StackFailure;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The mail server that the environment names")
class MailServerTest {

    private static final Map<String, String> LEAST = Map.of("SMTP_HOST", "mail.example", "SMTP_FROM", "t@example.org");

    @Test
    void is_none_without_a_host() throws StackFailure {
        assertThat(MailServer.fromEnvironment(Map.of("SMTP_FROM", "t@example.org")))
                .isNull();
    }

    @Test
    void is_asked_with_tls_and_without_a_user_if_nothing_else_is_said() throws StackFailure {
        assertThat(MailServer.fromEnvironment(LEAST))
                .isEqualTo(new MailServer("mail.example", 587, "t@example.org", "", "", Security.STARTTLS));
    }

    @Test
    void tells_no_log_its_password() {
        assertThat(new MailServer("mail.example", 587, "t@example.org", "tracker", "hidden", Security.TLS).toString())
                .doesNotContain("hidden");
    }

    @ParameterizedTest
    @CsvSource({"SMTP_PORT, 0", "SMTP_PORT, many", "SMTP_PORT, 70000", "SMTP_SECURITY, perhaps", "SMTP_FROM, nobody"})
    void is_refused_by_the_name_of_what_is_wrong(String variable, String value) {
        Map<String, String> environment = new HashMap<>(LEAST);
        environment.put(variable, value);

        assertThatThrownBy(() -> MailServer.fromEnvironment(environment))
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining(variable);
    }
}
