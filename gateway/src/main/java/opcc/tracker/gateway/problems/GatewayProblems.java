package opcc.tracker.gateway.problems;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import opcc.tracker.gateway.transcoding.Violation;
import org.springframework.http.MediaType;

/** The problems that the gateway itself finds, each with its reason and its words in one place. */
public final class GatewayProblems {

    /** The domain of reasons; names the type of a problem. */
    public static final String DOMAIN = "tracker.opcc";

    private GatewayProblems() {}

    /** Nothing of what went wrong inside is told; the request id finds it in the log. */
    public static Problem internal() {
        return Problem.of(
                500,
                "INTERNAL",
                "Something went wrong inside the tracker. Quote the request id to have it looked into.");
    }

    /** The request does not fit the contract. */
    public static Problem invalid(List<Violation> violations) {
        String detail = violations.size() == 1
                ? violations.getFirst().field() + " " + violations.getFirst().description() + "."
                : "The request has " + violations.size() + " mistakes, see violations.";
        return Problem.of(400, "INVALID_REQUEST", detail).withViolations(violations);
    }

    /** The request is not even HTTP as it should be. */
    public static Problem malformed(String detail) {
        return Problem.of(400, "MALFORMED_REQUEST", detail);
    }

    /** There was no token. */
    public static Problem tokenMissing(Set<String> algorithms) {
        return Problem.of(401, "TOKEN_MISSING", "Sign in and send the token as Authorization: Bearer.")
                .withHeader("WWW-Authenticate", "Bearer realm=\"tracker\", DPoP algs=\"" + listed(algorithms) + "\"");
    }

    /** There was a token, but it does not open the door. */
    public static Problem tokenInvalid(String detail) {
        return Problem.of(401, "TOKEN_INVALID", detail)
                .withHeader("WWW-Authenticate", "Bearer realm=\"tracker\", error=\"invalid_token\"");
    }

    /** There was a token, but not the proof that whoever sent it holds its key (RFC 9449). */
    public static Problem proofInvalid(String detail, Set<String> algorithms) {
        return Problem.of(401, "PROOF_INVALID", detail)
                .withHeader(
                        "WWW-Authenticate",
                        "DPoP realm=\"tracker\", error=\"invalid_dpop_proof\", algs=\"" + listed(algorithms) + "\"");
    }

    /** The caller holds none of the roles that the call needs. */
    public static Problem roleRequired(Collection<String> needed, Collection<String> held) {
        String roles = String.join(", ", needed);
        String own = held.isEmpty() ? "none" : String.join(", ", held);
        return Problem.of(
                        403,
                        "ROLE_REQUIRED",
                        "This call needs one of the roles " + roles + "; the roles you hold here: " + own + ".")
                .withMetadata(Map.of("needed", roles, "held", String.join(", ", held)));
    }

    /** The path is known to nobody. */
    public static Problem unknownPath() {
        return Problem.of(404, "PATH_NOT_FOUND", "There is nothing at this path. /v1/openapi.json lists all paths.");
    }

    /** The path does not have this method. */
    public static Problem wrongMethod(Collection<String> allowed) {
        String methods = String.join(", ", allowed);
        return Problem.of(405, "METHOD_NOT_ALLOWED", "This path takes " + methods + ".")
                .withHeader("Allow", methods);
    }

    /** The caller accepts none of the types that the answer could have. */
    public static Problem notAcceptable(List<MediaType> types) {
        String named = types.stream().map(MediaType::toString).collect(Collectors.joining(" or "));
        return Problem.of(406, "NOT_ACCEPTABLE", "Answers are " + named + "; the Accept header rules that out.");
    }

    /** The body did not arrive in time. */
    public static Problem bodyTooSlow() {
        return Problem.of(408, "BODY_TOO_SLOW", "The body did not arrive in time.")
                .withHeader("Connection", "close");
    }

    /** The body is too large. */
    public static Problem bodyTooLarge(long limit) {
        return Problem.of(413, "BODY_TOO_LARGE", "The body is larger than " + limit + " bytes, which is the most.")
                .withMetadata(Map.of("limitBytes", Long.toString(limit)));
    }

    /** The body is not JSON, says its header. */
    public static Problem wrongContentType() {
        return Problem.of(
                        415,
                        "UNSUPPORTED_MEDIA_TYPE",
                        "Bodies are taken as Content-Type: application/json, in UTF-8, plain or with Content-Encoding:"
                                + " gzip.")
                .withHeader("Accept", "application/json");
    }

    /** The body of a stream is not of a type that can be read one by one. */
    public static Problem wrongStreamType(List<String> types) {
        String named = String.join(", ", types);
        return Problem.of(
                        415,
                        "UNSUPPORTED_MEDIA_TYPE",
                        "The body of this stream is taken as " + named + ", in UTF-8 and without Content-Encoding.")
                .withHeader("Accept", named);
    }

    /** The token cannot be checked now. */
    public static Problem keysUnavailable() {
        return Problem.of(503, "KEYS_UNAVAILABLE", "Tokens cannot be checked at the moment. Try again shortly.")
                .withHeader("Retry-After", "5");
    }

    /** Whether a proof was used before cannot be told now. */
    public static Problem proofsUnavailable() {
        return Problem.of(
                        503,
                        "PROOFS_UNAVAILABLE",
                        "Proofs of possession cannot be checked at the moment. Try again shortly, with a new proof.")
                .withHeader("Retry-After", "5");
    }

    /** The service behind the gateway does not answer. */
    public static Problem serviceUnavailable(Duration retryAfter) {
        return Problem.of(503, "SERVICE_UNAVAILABLE", "This part of the tracker is not available. Try again shortly.")
                .withHeader("Retry-After", seconds(retryAfter));
    }

    private static String listed(Set<String> algorithms) {
        return algorithms.stream().sorted().collect(Collectors.joining(" "));
    }

    /** The service behind the gateway has as many calls under way as it may. */
    public static Problem serviceBusy(Duration retryAfter) {
        return Problem.of(
                        503,
                        "SERVICE_BUSY",
                        "This part of the tracker is busy and has taken nothing of this request. Try again shortly.")
                .withHeader("Retry-After", seconds(retryAfter));
    }

    /** The caller, or all callers of a role together, asked too often. */
    public static Problem rateLimited(String who, long requests, Duration per, Duration retryAfter) {
        return Problem.of(
                        429,
                        "RATE_LIMITED",
                        who + " may make " + requests + " requests in " + seconds(per) + " seconds. Try again in "
                                + seconds(retryAfter) + " seconds.")
                .withHeader("Retry-After", seconds(retryAfter));
    }

    /** gRPC has no such method. */
    public static Problem unknownMethod() {
        return Problem.of(501, "METHOD_NOT_FOUND", "There is no such method here.");
    }

    /** A gRPC message is too large. */
    public static Problem messageTooLarge(long limit) {
        return Problem.of(413, "BODY_TOO_LARGE", "A message is larger than " + limit + " bytes, which is the most.")
                .withMetadata(Map.of("limitBytes", Long.toString(limit)));
    }

    /** There are more headers than anybody needs. */
    public static Problem tooManyHeaders(int limit) {
        return Problem.of(431, "HEADERS_TOO_LARGE", "There are more than " + limit + " headers, which is the most.");
    }

    /** Whole seconds, rounded up, at least one. */
    static String seconds(Duration duration) {
        return Long.toString(Math.max(1, duration.plusMillis(999).toSeconds()));
    }
}
