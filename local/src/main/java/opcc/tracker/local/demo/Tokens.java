package opcc.tracker.local.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Real tokens of the demonstration users, by the password grant. Kept for as long as one load takes. */
final class Tokens {
    private final HttpClient http;
    private final URI endpoint;
    private final Map<String, String> known = new HashMap<>();

    Tokens(HttpClient http, URI endpoint) {
        this.http = http;
        this.endpoint = endpoint;
    }

    String of(String user) throws DemoFailure, InterruptedException {
        String token = known.get(user);
        if (token == null) {
            token = ask(user);
            known.put(user, token);
        }
        return token;
    }

    private String ask(String user) throws DemoFailure, InterruptedException {
        String form = "grant_type=password&client_id=" + DemoUsers.CLIENT + "&username=" + user + "&password="
                + DemoUsers.PASSWORD;
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() == 200) {
                return JsonMapper.shared().readTree(answer.body()).path("access_token").asString();
            }
            throw new DemoFailure("Keycloak gave " + user + " no token (" + answer.statusCode()
                    + "). Does its realm hold the demonstration users?");
        } catch (IOException | JacksonException e) {
            throw new DemoFailure("Keycloak does not answer at " + endpoint + ".");
        }
    }
}
