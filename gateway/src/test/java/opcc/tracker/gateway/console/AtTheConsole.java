package opcc.tracker.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import opcc.tracker.gateway.stage.Browser;
import opcc.tracker.gateway.stage.Caller;
import opcc.tracker.gateway.stage.GatewayUnderTest;
import opcc.tracker.gateway.stage.KeycloakDouble;
import opcc.tracker.gateway.stage.Realm;
import opcc.tracker.gateway.stage.ScriptedService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A gateway at which people sign in by browser, and the words in which its tests speak. */
abstract class AtTheConsole {

    static final String PUBLIC_URL = "https://tracker.example";
    static final String SESSION = "__Host-tracker-session";
    static final String SIGN_IN = "__Host-tracker-sign-in";
    static final Realm REALM = new Realm();
    static final Realm STRANGER = new Realm();
    private static int sessions;
    static KeycloakDouble keycloak;
    static ScriptedService funds;
    static GatewayUnderTest gateway;

    final Browser browser = new Browser(gateway);
    final String sid = "session-" + ++sessions;
    final String refresh = Base64URL.encode(sid) + ".dG9rZW4.c2ln";

    @BeforeAll
    static void start() {
        keycloak = new KeycloakDouble(REALM);
        funds = new ScriptedService();
        gateway = GatewayUnderTest.start(
                keycloak.uri("/certs"),
                Stream.concat(
                                Stream.of(keycloak.properties(PUBLIC_URL)),
                                Stream.of("tracker.gateway.targets.FundsService=" + funds.address()))
                        .toArray(String[]::new));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        funds.close();
        keycloak.close();
    }

    @BeforeEach
    void forget() {
        keycloak.forgetRequests();
    }

    static String access() {
        return REALM.sign(
                Realm.claims("finance").claim("azp", "tracker-console").build(), h -> h);
    }

    JWTClaimsSet.Builder identity(String nonce) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(Realm.ISSUER)
                .audience("tracker-console")
                .subject("f0000000-0000-0000-0000-000000000001")
                .claim("azp", "tracker-console")
                .claim("typ", "ID")
                .claim("nonce", nonce)
                .claim("sid", sid)
                .issueTime(Realm.date(now))
                .expirationTime(Realm.date(now.plusSeconds(300)));
    }

    /** Sets out, and gives what Keycloak is asked with. */
    Map<String, String> setOut() {
        return KeycloakDouble.form(
                URI.create(browser.get("/login").header("Location")).getRawQuery());
    }

    Caller.Answer comeBack(Map<String, String> asked) {
        return browser.get("/login/callback?code=abc&state=" + asked.get("state"));
    }

    void signIn(int seconds) {
        Map<String, String> asked = setOut();
        keycloak.gives(
                access(), refresh, REALM.sign(identity(asked.get("nonce")).build(), h -> h), seconds);
        assertThat(comeBack(asked).status()).isEqualTo(303);
    }

    String csrf() {
        Matcher field = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"")
                .matcher(browser.get("/").body());
        assertThat(field.find()).isTrue();
        return field.group(1);
    }
}
