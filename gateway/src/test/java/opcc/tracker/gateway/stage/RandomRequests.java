package opcc.tracker.gateway.stage;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import opcc.tracker.gateway.transcoding.HttpBinding;

/** Requests that nearly fit a rule: made from its contract at random, then damaged at random. */
public final class RandomRequests {

    private static final int DEEPEST = 3;
    private static final String[] IDS = {
        "x", "wm-emergency", "a%20b", "%C3%A9", "a%2Fb", "..", "%00", "a:b", "~", "%ff", "%", "a;b", "-", "1"
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
        "/*",
        "\n",
        "[".repeat(80),
        "\u0000"
    };
    private static final String[] VALUES = {
        "\"x\"",
        "1",
        "-1",
        "1.5",
        "true",
        "null",
        "\"2026-04-01T00:00:00Z\"",
        "\"funds/f\"",
        "\"5\"",
        "[]",
        "{}",
        "\"AAAA\"",
        "1e400",
        "\"\""
    };
    private static final String[] METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "PURGE"};

    private final Random random;

    public RandomRequests(Random random) {
        this.random = random;
    }

    public String method(HttpBinding binding) {
        return oneIn(12) ? pick(METHODS) : binding.method();
    }

    /** The path and query. */
    public String uri(HttpBinding binding) {
        String path = binding.segments().stream()
                .map(segment -> segment.startsWith("*") ? pick(IDS) : segment)
                .collect(Collectors.joining("/", "/", binding.verb().isEmpty() ? "" : ":" + binding.verb()));
        if (oneIn(20)) {
            int at = 1 + random.nextInt(path.length());
            path = path.substring(0, at) + pick("/", "//", "%2e%2e/", ":x", "%zz", "+") + path.substring(at);
        }
        // A bare percent sign or the like does not get past the client.
        path = path.replaceAll("%(?![0-9A-Fa-f]{2})", "%25");
        StringBuilder query = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            query.append(query.isEmpty() ? '?' : '&').append(parameter(binding));
        }
        return path + query;
    }

    private String parameter(HttpBinding binding) {
        List<FieldDescriptor> fields = binding.rpc().method().getInputType().getFields();
        if (fields.isEmpty() || oneIn(5)) {
            return pick(
                    "a=b", "=", "%00=%00", "x.y.z=1", "pageToken=%F0%9F%98%80", "a", "updateMask=a,b,,", "&", "%ff=1");
        }
        FieldDescriptor field = fields.get(random.nextInt(fields.size()));
        return field.getJsonName() + "="
                + pick(
                        "1",
                        "-",
                        "x",
                        "true",
                        "2026-27+Q1",
                        "%22",
                        "",
                        "1e9",
                        "9".repeat(40),
                        "PAID",
                        "%C3%A9",
                        "a.b,c");
    }

    /** JSON for the rule's body, damaged or whole. */
    public String body(HttpBinding binding) {
        if (!binding.takesBody() && !oneIn(15)) {
            return "";
        }
        StringBuilder text = new StringBuilder(
                binding.bodyField() == null
                        ? object(binding.rpc().method().getInputType(), 0)
                        : value(binding.bodyField(), 0));
        for (int i = random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(text.length() + 1);
            if (random.nextBoolean()) {
                text.insert(at, pick(SPLINTERS));
            } else {
                text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(5)));
            }
        }
        return text.toString();
    }

    private String object(Descriptor type, int depth) {
        return type.getFields().stream()
                .filter(field -> random.nextInt(3) > 0)
                .map(field -> "\"" + field.getJsonName() + "\":" + (oneIn(8) ? pick(VALUES) : value(field, depth + 1)))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private String value(FieldDescriptor field, int depth) {
        if (field.isRepeated() && !field.isMapField() && !oneIn(10)) {
            return "[" + single(field, depth) + (random.nextBoolean() ? "," + single(field, depth) : "") + "]";
        }
        return single(field, depth);
    }

    private String single(FieldDescriptor field, int depth) {
        return switch (field.getJavaType()) {
            case INT, FLOAT, DOUBLE -> Integer.toString(random.nextInt(-3, 1000));
            case LONG -> "\"" + random.nextLong() + "\"";
            case BOOLEAN -> Boolean.toString(random.nextBoolean());
            case BYTE_STRING -> "\"AAAA\"";
            case ENUM ->
                "\""
                        + field.getEnumType()
                                .getValues()
                                .get(random.nextInt(
                                        field.getEnumType().getValues().size()))
                                .getName()
                        + "\"";
            case STRING -> pick("\"x\"", "\"funds/f\"", "\"2026-27 Q1\"", "\"west-mercia\"", "\"\"");
            case MESSAGE ->
                depth > DEEPEST || field.getMessageType().getFullName().startsWith("google.protobuf")
                        ? pick(VALUES)
                        : object(field.getMessageType(), depth);
        };
    }

    /** Somebody with one of these tokens, mostly, who sends the headers of a request to this rule. */
    public Caller caller(Caller gateway, HttpBinding binding, List<String> tokens) {
        Caller caller = oneIn(50) ? gateway : gateway.withToken(pick(tokens.toArray(String[]::new)));
        String fitting = binding.rpc().takesStream() ? "application/x-ndjson" : "application/json";
        caller = caller.with(
                "Content-Type",
                oneIn(10)
                        ? pick(
                                "text/plain",
                                "text/csv",
                                "multipart/form-data; boundary=b",
                                "multipart/form-data",
                                "x",
                                "")
                        : fitting);
        if (oneIn(10)) {
            caller = caller.with("Accept", pick("text/event-stream", "*/*", "nonsense", "text/csv;q=2", ""));
        }
        if (oneIn(10)) {
            caller = caller.with("Content-Encoding", pick("gzip", "br", "identity", ""));
        }
        if (oneIn(10)) {
            caller = caller.with("Accept-Encoding", pick("gzip", "gzip;q=x", ";;", "*;q=0"));
        }
        if (oneIn(10)) {
            caller = caller.with("If-None-Match", pick("*", "\"", "W/", ",,", "\"a\""));
        }
        if (oneIn(10)) {
            caller = caller.with("X-Request-Timeout", pick("5", "x", "-1", "9".repeat(20)));
        }
        if (oneIn(10)) {
            caller = caller.with("Idempotency-Key", pick("k", "a b", "k".repeat(200)));
        }
        return caller;
    }

    /** Whether this time, of so many. */
    public boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    public String pick(String... from) {
        return from[random.nextInt(from.length)];
    }
}
