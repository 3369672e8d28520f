package opcc.tracker.kit.authentication;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.rpc.Code;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.kit.testing.TestPerson;
import opcc.tracker.kit.testing.TestRealm;
import opcc.tracker.v1.RoleEnum.Role;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TokenVerifierTest {

    private static final TestRealm REALM = TestRealm.start();
    private static final TestPerson FINANCE = REALM.finance("west-mercia");

    private final TestRealm ownRealm = TestRealm.start();

    private static TokenVerifier verifier(TestRealm realm) {
        return new TokenVerifier(
                realm.issuer(),
                URI.create(realm.issuer() + "/protocol/openid-connect/certs"),
                "tracker",
                Set.of("tracker-cli"),
                Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        ownRealm.close();
    }

    @Test
    void a_good_token_says_who_is_calling() {
        Caller caller = verifier(REALM).verify(FINANCE.token());

        assertThat(caller.name()).isEqualTo("users/finance.west-mercia");
        assertThat(caller.roles()).containsExactly(Role.FINANCE);
        assertThat(caller.areas()).containsExactly("west-mercia");
        assertThat(caller.provider()).isNull();
    }

    @Test
    void roles_that_the_tracker_does_not_know_count_for_nothing() {
        String token = REALM.sign(FINANCE.claims()
                .claim("realm_access", Map.of("roles", new String[] {"offline_access", "role_unspecified", "FINANCE"}))
                .build());

        assertThat(verifier(REALM).verify(token).roles()).isEmpty();
    }

    @Test
    void roles_of_the_client_that_stands_for_the_tracker_count_and_those_of_others_do_not() {
        Map<String, Object> clients = Map.of(
                "tracker", Map.of("roles", new String[] {"auditor"}),
                "account", Map.of("roles", new String[] {"administrator"}));

        Caller caller = verifier(REALM)
                .verify(REALM.sign(
                        FINANCE.claims().claim("resource_access", clients).build()));

        assertThat(caller.roles()).containsExactlyInAnyOrder(Role.FINANCE, Role.AUDITOR);
    }

    @Test
    void a_token_that_is_bound_to_a_key_counts_only_where_it_came_with_the_proof_of_it() {
        TokenVerifier verifier = verifier(REALM);
        String bound = REALM.sign(FINANCE.claims()
                .claim("typ", "DPoP")
                .claim("cnf", Map.of("jkt", "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"))
                .build());

        assertThat(verifier.verify(bound, true).name()).isEqualTo("users/finance.west-mercia");
        assertRefused(() -> verifier.verify(bound, false));
        assertRefused(() -> verifier.verify(bound));
        assertRefused(() -> verifier.verify(FINANCE.token(), true));
        assertRefused(() ->
                verifier.verify(REALM.sign(FINANCE.claims().claim("typ", "DPoP").build()), true));
    }

    @Test
    void how_and_when_somebody_signed_in_is_read_from_the_token() {
        Instant at = Instant.ofEpochSecond(1_780_000_000);
        String token = REALM.sign(FINANCE.claims()
                .claim("acr", "second-factor")
                .claim("auth_time", at.getEpochSecond())
                .build());

        SignIn signIn = verifier(REALM).verify(token).signIn();

        assertThat(signIn.hasSecondFactorWithin(Duration.ofMinutes(5), at.plusSeconds(300)))
                .isTrue();
        assertThat(signIn.hasSecondFactorWithin(Duration.ofMinutes(5), at.plusSeconds(301)))
                .isFalse();
        assertThat(verifier(REALM).verify(FINANCE.token()).signIn()).isEqualTo(SignIn.UNKNOWN);
    }

    private static void assertRefused(ThrowingCallable use) {
        Refusal refusal = catchThrowableOfType(Refusal.class, use);
        assertThat(refusal.status().getCode()).isEqualTo(Code.UNAUTHENTICATED_VALUE);
    }

    static Stream<Arguments> forgedTokens() throws JOSEException {
        JWTClaimsSet good = FINANCE.claims().build();
        String token = FINANCE.token();
        String[] parts = token.split("\\.");
        Instant now = Instant.now();
        return Stream.of(
                arguments("empty", ""),
                arguments("not a token", "secret"),
                arguments("truncated", token.substring(0, token.length() - 20)),
                arguments("without a signature", parts[0] + "." + parts[1] + "."),
                arguments("alg none", new PlainJWT(good).serialize()),
                arguments("signed by another key under the name of the realm's", REALM.forge(good)),
                arguments("HS256 with the public key's bytes", hmac(good)),
                arguments("roles changed after signing", parts[0] + "." + withAdministrator(parts[1]) + "." + parts[2]),
                arguments("another issuer", sign(FINANCE.claims().issuer("https://example.org/realms/opcc"))),
                arguments("another realm", sign(FINANCE.claims().issuer(REALM.issuer() + "2"))),
                arguments("no issuer", sign(FINANCE.claims().issuer(null))),
                arguments("another audience", sign(FINANCE.claims().audience("account"))),
                arguments("no audience", sign(FINANCE.claims().audience((String) null))),
                arguments("another client", sign(FINANCE.claims().claim("azp", "other-client"))),
                arguments("no client", sign(FINANCE.claims().claim("azp", null))),
                arguments("an ID token", sign(FINANCE.claims().claim("typ", "ID"))),
                arguments("a refresh token", sign(FINANCE.claims().claim("typ", "Refresh"))),
                arguments("no subject", sign(FINANCE.claims().subject(null))),
                arguments("expired", sign(FINANCE.claims().expirationTime(Date.from(now.minusSeconds(60))))),
                arguments("without an end", sign(FINANCE.claims().expirationTime(null))),
                arguments("not yet valid", sign(FINANCE.claims().notBeforeTime(Date.from(now.plusSeconds(120))))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forgedTokens")
    void a_token_that_is_not_good_is_refused(String what, String token) {
        Refusal refusal =
                catchThrowableOfType(Refusal.class, () -> verifier(REALM).verify(token));

        assertThat(refusal).as(what).isNotNull();
        assertThat(refusal.status().getCode()).isEqualTo(Code.UNAUTHENTICATED_VALUE);
    }

    @Test
    void keys_that_cannot_be_had_are_no_fault_of_the_caller() {
        ownRealm.keyServer().stubFor(any(anyUrl()).willReturn(serverError()));

        Refusal refusal = catchThrowableOfType(
                Refusal.class,
                () -> verifier(ownRealm).verify(ownRealm.finance("west-mercia").token()));

        assertThat(refusal.status().getCode()).isEqualTo(Code.UNAVAILABLE_VALUE);
    }

    @Test
    void a_key_server_that_answers_garbage_is_no_fault_of_the_caller() {
        ownRealm.keyServer().stubFor(any(anyUrl()).willReturn(aResponse().withBody("<html>sorry</html>")));

        Refusal refusal = catchThrowableOfType(
                Refusal.class,
                () -> verifier(ownRealm).verify(ownRealm.finance("west-mercia").token()));

        assertThat(refusal.status().getCode()).isEqualTo(Code.UNAVAILABLE_VALUE);
    }

    @Test
    void keys_stay_good_while_the_key_server_is_down() {
        TokenVerifier verifier = verifier(ownRealm);
        TestPerson finance = ownRealm.finance("west-mercia");
        verifier.verify(finance.token());
        ownRealm.keyServer().stubFor(any(anyUrl()).willReturn(serverError()));

        assertThat(verifier.verify(finance.token()).username()).isEqualTo("finance.west-mercia");
    }

    private static String sign(JWTClaimsSet.Builder claims) {
        return REALM.sign(claims.build());
    }

    private static String hmac(JWTClaimsSet claims) throws JOSEException {
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        token.sign(new MACSigner("the public key as everybody may read it".getBytes(UTF_8)));
        return token.serialize();
    }

    private static String withAdministrator(String claims) {
        String changed = new String(Base64.getUrlDecoder().decode(claims), UTF_8).replace("finance", "administrator");
        return Base64.getUrlEncoder().withoutPadding().encodeToString(changed.getBytes(UTF_8));
    }
}
