package opcc.tracker.providers.users;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How Keycloak is asked for users.
 *
 * @param issuer of the realm's tokens; the realm is the last part of its path
 * @param keycloak base address of Keycloak's administration; empty: what stands before {@code /realms/} in the issuer
 * @param clientId this service's own client
 * @param clientSecret its secret; empty: users are not administered here
 * @param sendEmail whether Keycloak sends invitations by e-mail; it must be set up to send any
 * @param linkGoodFor how long an invitation's link is good
 * @param connectTimeout how long to wait for a connection
 * @param answerTimeout how long to wait for an answer
 */
@ConfigurationProperties("users")
public record UserSettings(
        URI issuer,
        @DefaultValue("") String keycloak,
        @DefaultValue("tracker-users") String clientId,
        @DefaultValue("") String clientSecret,
        @DefaultValue("false") boolean sendEmail,
        @DefaultValue("72h") Duration linkGoodFor,
        @DefaultValue("1s") Duration connectTimeout,
        @DefaultValue("3s") Duration answerTimeout) {

    private static final String REALMS = "/realms/";

    /** Whether users can be administered. */
    boolean isSetUp() {
        return !clientSecret.isEmpty();
    }

    String serverUrl() {
        String text = issuer.toString();
        return keycloak.isEmpty() ? text.substring(0, text.lastIndexOf(REALMS)) : keycloak;
    }

    String realm() {
        String text = issuer.toString();
        return text.substring(text.lastIndexOf(REALMS) + REALMS.length());
    }
}
