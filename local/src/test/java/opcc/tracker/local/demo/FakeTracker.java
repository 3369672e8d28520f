package opcc.tracker.local.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Stands for Keycloak and the gateway: keeps what is posted, honours idempotency keys, can break down. */
final class FakeTracker implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    final Map<String, JsonNode> resources = new LinkedHashMap<>();
    final List<String> calls = new ArrayList<>();
    int outcomes;
    int allocations;
    int writesUntilBreakdown = Integer.MAX_VALUE;

    private final Map<String, String> answers = new HashMap<>();
    private final HttpServer server;

    FakeTracker() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (path.equals("/token")) {
            answer(exchange, 200, "{\"access_token\":\"" + body.replaceAll(".*username=([^&]*).*", "$1") + "\"}");
        } else if (exchange.getRequestMethod().equals("GET")) {
            read(exchange, path);
        } else {
            write(exchange, path, body);
        }
    }

    private void read(HttpExchange exchange, String path) throws IOException {
        if (path.endsWith("/draws")) {
            ObjectNode page = JSON.createObjectNode();
            resources.forEach((name, value) -> {
                if (name.contains("/draws/")) {
                    page.withArray("draws").add(value);
                }
            });
            answer(exchange, 200, page.toString());
            return;
        }
        if (path.endsWith("/policy") && !resources.containsKey(path.substring("/v1/".length()))) {
            answer(exchange, 200, "{\"version\":\"0\",\"etag\":\"0\"}");
            return;
        }
        JsonNode resource = resources.get(path.substring("/v1/".length()));
        answer(exchange, resource == null ? 404 : 200, resource == null ? "{}" : resource.toString());
    }

    private void write(HttpExchange exchange, String path, String body) throws IOException {
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        String known = answers.get(key);
        if (known != null) {
            answer(exchange, 200, known);
            return;
        }
        if (writesUntilBreakdown-- <= 0) {
            answer(exchange, 500, "{\"title\":\"broken\"}");
            return;
        }
        String user = exchange.getRequestHeaders().getFirst("Authorization").substring("Bearer ".length());
        calls.add(user + " " + path.substring("/v1/".length()));
        String answer = apply(exchange, path.substring("/v1/".length()), (ObjectNode) JSON.readTree(body));
        answers.put(key, answer);
        answer(exchange, 200, answer);
    }

    private String apply(HttpExchange exchange, String path, ObjectNode body) {
        if (path.equals("outcomes:batchCreate")) {
            outcomes += body.path("outcomes").size();
            return "{}";
        }
        if (path.equals("aggregateReturns:import")) {
            resources.put("aggregateReturns/" + body.path("aggregateReturnId").asString(), body);
            return body.toString();
        }
        if (path.endsWith("/policy")) {
            resources.put(path, body.put("version", "1"));
            return body.toString();
        }
        if (path.endsWith("/allocations")) {
            allocations++;
            ((ObjectNode) resources.get("funds/wm-emergency"))
                    .put("allocatedPence", body.path("amountPence").asString());
            return body.toString();
        }
        if (path.endsWith("/draws")) {
            String name = path + "/" + (resources.size() + 1);
            resources.put(
                    name,
                    body.put("name", name)
                            .put(
                                    "state",
                                    body.path("emergency").asBoolean(false) ? "AWAITING_RATIFICATION" : "REQUESTED"));
            return body.toString();
        }
        if (path.endsWith(":freeze")) { // it is frozen when it is looked at next
            resources.put(
                    path.substring(0, path.indexOf(':')),
                    JSON.createObjectNode().put("state", "FROZEN"));
            return "{\"state\":\"FREEZING\"}";
        }
        int verb = path.indexOf(':');
        if (verb > 0) {
            return move((ObjectNode) resources.get(path.substring(0, verb)), path.substring(verb + 1), body);
        }
        String id = exchange.getRequestURI().getQuery().replaceAll(".*=", "");
        resources.put(path + "/" + id, body);
        return body.toString();
    }

    private static String move(ObjectNode draw, String verb, ObjectNode body) {
        String from = draw.path("state").asString();
        draw.put(
                "state",
                switch (from + " " + verb) {
                    case "REQUESTED approve" -> "APPROVED";
                    case "REQUESTED reject" -> "REJECTED";
                    case "REQUESTED withdraw" -> "WITHDRAWN";
                    case "APPROVED release" -> "RELEASED";
                    case "APPROVED pay" -> paid(draw, body) ? "PAID" : "APPROVED";
                    case "PAID reconcile" -> "RECONCILED";
                    default -> throw new IllegalStateException(from + " " + verb);
                });
        return draw.toString();
    }

    private static boolean paid(ObjectNode draw, ObjectNode body) {
        long paid = body.path("amountPence").asLong();
        draw.put("paidPence", Long.toString(paid));
        long amount = draw.path("lines")
                .valueStream()
                .mapToLong(line -> line.path("quantity").asLong()
                        * line.path("unitPricePence").asLong())
                .sum();
        return paid == amount;
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
