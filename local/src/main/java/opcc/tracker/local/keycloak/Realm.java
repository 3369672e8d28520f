package opcc.tracker.local.keycloak;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import opcc.tracker.local.processes.StackFailure;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where the realm's tokens come from and how they are checked.
 *
 * @param issuer the exact {@code iss} of its tokens
 * @param keys where its public keys are
 * @param tokens where tokens are asked for
 */
public record Realm(URI issuer, URI keys, URI tokens) {
    /** Name of the realm. */
    public static final String NAME = "opcc";

    /** The realm of the embedded Keycloak. */
    public static Realm embedded(int port) {
        URI issuer = URI.create("http://localhost:" + port + "/realms/" + NAME);
        return new Realm(
                issuer,
                URI.create(issuer + "/protocol/openid-connect/certs"),
                URI.create(issuer + "/protocol/openid-connect/token"));
    }

    /** Asks a Keycloak that others run for its realm. */
    public static Realm discover(URI keycloak) throws StackFailure, InterruptedException {
        URI address = URI.create(keycloak + "/realms/" + NAME + "/.well-known/openid-configuration");
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(address)
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    BodyHandlers.ofString());
            if (answer.statusCode() == 404) {
                throw new StackFailure("The Keycloak at " + keycloak + " (KEYCLOAK_URL) has no realm " + NAME
                        + ". Make it with ./tracker apply-realm first.");
            }
            if (answer.statusCode() != 200) {
                throw new StackFailure("The Keycloak at " + keycloak + " (KEYCLOAK_URL) answered " + answer.statusCode()
                        + " for " + address + ".");
            }
            JsonNode document = JsonMapper.shared().readTree(answer.body());
            return new Realm(uri(document, "issuer"), uri(document, "jwks_uri"), uri(document, "token_endpoint"));
        } catch (IOException e) {
            throw new StackFailure("No Keycloak answers at " + keycloak + " (KEYCLOAK_URL).");
        } catch (JacksonException | IllegalArgumentException e) {
            throw new StackFailure("What answers at " + address + " is not a Keycloak realm.");
        }
    }

    private static URI uri(JsonNode document, String field) {
        return URI.create(document.path(field).asString());
    }
}
