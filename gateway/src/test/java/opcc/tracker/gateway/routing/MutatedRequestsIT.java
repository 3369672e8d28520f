package opcc.tracker.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import opcc.tracker.gateway.stage.Caller;
import opcc.tracker.gateway.stage.GatewayUnderTest;
import opcc.tracker.gateway.stage.KeyServerDouble;
import opcc.tracker.gateway.stage.Realm;
import opcc.tracker.gateway.transcoding.BindingIndex;
import opcc.tracker.gateway.transcoding.HttpBinding;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Requests that were damaged at random")
class MutatedRequestsIT {

    private static final long SEED = 20260401;
    private static final int REQUESTS = 1_500;
    private static final String[] ROLES = {
        "commissioner", "finance", "requester", "provider", "auditor", "analyst", "administrator"
    };
    private static final String[] BODIES = {
        "{\"displayName\":\"A\",\"area\":\"west-mercia\",\"drawingProviders\":[\"providers/a\"]}",
        "{\"lines\":[{\"category\":\"ACCOMMODATION\",\"quantity\":2,\"unitPricePence\":\"6500\"}],\"reason\":\"x\"}",
        "{\"outcomes\":[{\"service\":\"services/a\",\"nrmStage\":\"PRE_NRM\",\"exploitationTypes\":[\"LABOUR\"]}]}",
        "{\"amountPence\":\"13000\",\"etag\":\"e\"}",
        "{}",
        "",
    };
    private static final String[] SPLINTERS = {
        "{",
        "}",
        "[",
        "]",
        "\"",
        ":",
        ",",
        "null",
        "1e999",
        "-",
        "\\u0000",
        "\\ud800",
        "true",
        "\u00e9",
        "9".repeat(30),
        "/*"
    };
    private static final String[] QUERIES = {
        "",
        "?pageSize=1",
        "?pageSize=-",
        "?pageToken=%00",
        "?a=b&a=b",
        "?fundId=%F0%9F%98%80",
        "?=",
        "?&&",
        "?x.y.z=1",
        "?updateMask=a,b,,",
        "?state=PAID&state=PAID",
        "?dimensions=sex&dimensions=",
        "?quarter=2026-27+Q1"
    };

    @Test
    void are_refused_or_led_on_but_never_break_the_gateway() {
        Realm realm = new Realm();
        List<String> tokens = List.of(ROLES).stream().map(realm::token).toList();
        String nobody = "127.0.0.1:" + GatewayUnderTest.closedPort();
        try (KeyServerDouble keys = new KeyServerDouble();
                GatewayUnderTest gateway = GatewayUnderTest.start(
                        keys.uri(),
                        "tracker.gateway.targets.ProvidersService=" + nobody,
                        "tracker.gateway.targets.SessionsService=" + nobody,
                        "tracker.gateway.targets.GrantsService=" + nobody,
                        "tracker.gateway.targets.AuditService=" + nobody,
                        "tracker.gateway.targets.FundsService=" + nobody,
                        "tracker.gateway.targets.OutcomesService=" + nobody)) {
            keys.gives(realm);
            List<HttpBinding> bindings = gateway.bean(BindingIndex.class).bindings();
            Random random = new Random(SEED);
            for (int i = 0; i < REQUESTS; i++) {
                HttpBinding binding = bindings.get(random.nextInt(bindings.size()));
                String path = path(binding, random);
                String body = mutate(pick(BODIES, random), random);
                Caller caller = gateway.caller()
                        .withToken(tokens.get(random.nextInt(tokens.size())))
                        .with("Content-Type", random.nextInt(10) == 0 ? "text/plain" : "application/json");
                String method = random.nextInt(10) == 0 ? "PUT" : binding.method();
                Caller.Answer answer = caller.send(method, path, BodyPublishers.ofString(body));
                assertThat(answer.status())
                        .as("seed %d, request %d: %s %s %s answered %s", SEED, i, method, path, body, answer.body())
                        .isIn(400, 403, 404, 405, 415, 503);
                assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
                assertThat(answer.body()).doesNotContain("xception").doesNotContain("\tat ");
            }
        }
    }

    private static String path(HttpBinding binding, Random random) {
        String[] ids = {"x", "wm-emergency", "a%20b", "%C3%A9", "a%2Fb", "..", "%00", "a:b", "~"};
        return binding.segments().stream()
                        .map(segment -> segment.startsWith("*") ? pick(ids, random) : segment)
                        .collect(Collectors.joining("/", "/", binding.verb().isEmpty() ? "" : ":" + binding.verb()))
                + pick(QUERIES, random);
    }

    private static String mutate(String body, Random random) {
        StringBuilder text = new StringBuilder(body);
        for (int i = random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(text.length() + 1);
            if (random.nextBoolean()) {
                text.insert(at, pick(SPLINTERS, random));
            } else {
                text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(5)));
            }
        }
        return text.toString();
    }

    private static String pick(String[] from, Random random) {
        return from[random.nextInt(from.length)];
    }
}
