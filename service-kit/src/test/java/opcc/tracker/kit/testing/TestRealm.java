package opcc.tracker.kit.testing;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import opcc.tracker.v1.RoleEnum.Role;

/**
 * A realm with keys made for this test: it publishes them where Keycloak does, and signs tokens such as Keycloak's.
 * Used like this: {@code realm.person("finance.westmercia").holding(Role.FINANCE).in("west-mercia")}.
 */
public final class TestRealm implements AutoCloseable {

    private final WireMockServer keyServer;
    private final RSAKey key;

    private TestRealm(WireMockServer keyServer, RSAKey key) {
        this.keyServer = keyServer;
        this.key = key;
    }

    /** Starts the key server on a free port of loopback. */
    public static TestRealm start() {
        RSAKey key = newKey();
        WireMockServer keyServer =
                new WireMockServer(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"));
        keyServer.start();
        keyServer.stubFor(get("/realms/opcc/protocol/openid-connect/certs")
                .willReturn(okJson(new JWKSet(key.toPublicJWK()).toString())));
        return new TestRealm(keyServer, key);
    }

    /** For {@code keycloak.issuer-uri}. */
    public String issuer() {
        return "http://127.0.0.1:" + keyServer.port() + "/realms/opcc";
    }

    /** The key server, for tests that make it fail. */
    public WireMockServer keyServer() {
        return keyServer;
    }

    /** The public keys that it publishes. */
    public JWKSet keys() {
        return new JWKSet(key.toPublicJWK());
    }

    /** Somebody with this user name and, at first, no roles, areas or provider. */
    public TestPerson person(String username) {
        return new TestPerson(this, username);
    }

    /** A commissioner of these areas. */
    public TestPerson commissioner(String... areas) {
        return person("commissioner." + areas[0]).holding(Role.COMMISSIONER).in(areas);
    }

    /** A finance officer of these areas. */
    public TestPerson finance(String... areas) {
        return person("finance." + areas[0]).holding(Role.FINANCE).in(areas);
    }

    /** A force officer of these areas who asks for draws. */
    public TestPerson requester(String... areas) {
        return person("requester." + areas[0]).holding(Role.REQUESTER).in(areas);
    }

    /** Somebody who works for the provider {@code slug}. */
    public TestPerson provider(String slug) {
        return person("provider." + slug).holding(Role.PROVIDER).workingFor(slug);
    }

    /** An auditor of these areas. */
    public TestPerson auditor(String... areas) {
        return person("auditor." + areas[0]).holding(Role.AUDITOR).in(areas);
    }

    /** The commissioners' association's analyst. */
    public TestPerson analyst() {
        return person("analyst.apcc").holding(Role.ANALYST);
    }

    /** The administrator. */
    public TestPerson administrator() {
        return person("admin").holding(Role.ADMINISTRATOR);
    }

    /** A token with exactly these claims, signed by the realm's key. */
    public String sign(JWTClaimsSet claims) {
        return sign(claims, key);
    }

    /** A token with exactly these claims, signed by a key that the realm does not know, under the name of one it does. */
    public String forge(JWTClaimsSet claims) {
        return sign(claims, newKey());
    }

    @Override
    public void close() {
        keyServer.stop();
    }

    private String sign(JWTClaimsSet claims, RSAKey signingKey) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims);
            token.sign(new RSASSASigner(signingKey));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
