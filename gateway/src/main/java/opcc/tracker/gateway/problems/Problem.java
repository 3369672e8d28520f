package opcc.tracker.gateway.problems;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import opcc.tracker.gateway.transcoding.Violation;

/**
 * What a caller is told when a request fails: an RFC 9457 problem.
 *
 * @param status the HTTP status
 * @param reason what went wrong, in UPPER_SNAKE_CASE, for programs
 * @param detail what went wrong, in plain English, for people
 * @param metadata amounts, names and the like that belong to the reason; may be empty
 * @param violations the fields that are wrong; may be empty
 * @param headers HTTP headers that belong to the status, such as {@code Allow}
 */
public record Problem(
        int status,
        String reason,
        String detail,
        Map<String, String> metadata,
        List<Violation> violations,
        Map<String, String> headers) {

    /** Keeps the parts from changing. */
    public Problem {
        metadata = Map.copyOf(metadata);
        violations = List.copyOf(violations);
        headers = Map.copyOf(headers);
    }

    /** A problem that is told by its status, reason and detail alone. */
    public static Problem of(int status, String reason, String detail) {
        return new Problem(status, reason, detail, Map.of(), List.of(), Map.of());
    }

    /** The same with one more HTTP header. */
    public Problem withHeader(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new Problem(status, reason, detail, metadata, violations, more);
    }

    /** The same with these metadata. */
    public Problem withMetadata(Map<String, String> values) {
        return new Problem(status, reason, detail, values, violations, headers);
    }

    /** The same with these violations. */
    public Problem withViolations(List<Violation> values) {
        return new Problem(status, reason, detail, metadata, values, headers);
    }

    /** The status in words. */
    public String title() {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 406 -> "Not Acceptable";
            case 408 -> "Request Timeout";
            case 409 -> "Conflict";
            case 413 -> "Content Too Large";
            case 414 -> "URI Too Long";
            case 415 -> "Unsupported Media Type";
            case 429 -> "Too Many Requests";
            case 431 -> "Request Header Fields Too Large";
            case 499 -> "Client Closed Request";
            case 501 -> "Not Implemented";
            case 503 -> "Service Unavailable";
            default -> status < 500 ? "Request Refused" : "Internal Server Error";
        };
    }
}
