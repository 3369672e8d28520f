package opcc.tracker.gateway.openapi;

import com.google.protobuf.Any;
import com.google.rpc.ErrorInfo;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import opcc.tracker.gateway.contracts.Rpc;
import opcc.tracker.gateway.openapi.DocumentedErrors.DocumentedError;
import opcc.tracker.gateway.problems.GatewayProblems;
import opcc.tracker.gateway.problems.GrpcProblems;
import opcc.tracker.gateway.problems.Problem;
import opcc.tracker.gateway.problems.ProblemJson;
import opcc.tracker.gateway.transcoding.HttpBinding;
import opcc.tracker.gateway.transcoding.Violation;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * The answers of an operation that are problems, each with an example that the gateway's own writers made: those that every
 * operation has and those that the RPC's comment names.
 */
final class ProblemResponses {

    private static final String REQUEST_ID = "3f0e7a52-6f0b-4d0e-9b1c-2d9a4c1e8b70";
    /** As the gateway's settings have them unless somebody changes that. */
    private static final Set<String> ALGORITHMS = Set.of("RS256", "PS256", "ES256");

    private static final long USUAL_BODY_LIMIT = 1L << 20;
    private static final Map<Integer, String> MEANINGS = new TreeMap<>(Map.ofEntries(
            Map.entry(400, "The request is not valid; `violations` name the fields."),
            Map.entry(401, "There is no token, or it is not accepted."),
            Map.entry(403, "The caller may not do this; `reason` says why."),
            Map.entry(404, "There is no such thing, or it is not the caller's to see."),
            Map.entry(406, "The `Accept` header rules out every type that the answer could have."),
            Map.entry(408, "The body did not arrive in time."),
            Map.entry(409, "It cannot be done in the present state; `reason` says why."),
            Map.entry(413, "The body is too large."),
            Map.entry(415, "The body is not of a type that is taken."),
            Map.entry(429, "Too many requests; `Retry-After` says when to come back."),
            Map.entry(500, "Something went wrong inside."),
            Map.entry(
                    503,
                    "A part of the tracker is not available or did not answer in time; `Retry-After` says when to come"
                            + " back.")));

    private final DocumentedErrors errors;
    private final Map<String, Object> shared;

    /** Puts examples that many operations have into {@code shared}, by their reasons, and refers to them. */
    ProblemResponses(DocumentedErrors errors, Map<String, Object> shared) {
        this.errors = errors;
        this.shared = shared;
    }

    /** The responses of an operation that are problems, by status. */
    Map<String, Object> of(HttpBinding binding) {
        Map<Integer, Map<String, Object>> examples = new TreeMap<>();
        Map<Integer, List<String>> reasons = new TreeMap<>();
        for (Problem problem : usual(binding)) {
            Object example = example(problem, problem.detail());
            Object first = shared.computeIfAbsent(problem.reason(), reason -> example);
            Object reference = JsonObject.of("$ref", "#/components/examples/" + problem.reason());
            put(examples, problem, first.equals(example) ? reference : example);
        }
        for (DocumentedError error : errors.of(binding.rpc())) {
            Problem problem = refused(error.code(), error.reason(), binding);
            put(examples, problem, example(problem, error.words()));
            reasons.computeIfAbsent(problem.status(), status -> new ArrayList<>())
                    .add("- `" + error.reason() + "` " + error.words());
        }
        Map<String, Object> responses = new LinkedHashMap<>();
        examples.forEach((status, each) -> {
            List<String> named = reasons.getOrDefault(status, List.of());
            String meaning = MEANINGS.getOrDefault(status, "See `reason`.");
            responses.put(
                    Integer.toString(status),
                    response(status, named.isEmpty() ? meaning : meaning + "\n" + String.join("\n", named), each));
        });
        return responses;
    }

    /** What can happen to every request of this kind. */
    private static List<Problem> usual(HttpBinding binding) {
        Rpc rpc = binding.rpc();
        List<Problem> problems = new ArrayList<>();
        problems.add(GatewayProblems.invalid(List.of(new Violation("name", "value is required"))));
        if (!binding.takesBody()) {
            problems.set(
                    0, GatewayProblems.invalid(List.of(new Violation("colour", "is not a parameter of this call"))));
        }
        problems.add(GatewayProblems.tokenMissing(ALGORITHMS));
        problems.add(GatewayProblems.tokenInvalid("The token is not accepted."));
        problems.add(
                rpc.access().getAnyAuthenticated()
                        ? GrpcProblems.of(Status.PERMISSION_DENIED, null, binding)
                        : GatewayProblems.roleRequired(Roles.of(rpc.access()), List.of()));
        if (AccessInWords.namesAnArea(rpc.access())) {
            problems.add(refused(Status.Code.PERMISSION_DENIED, "AREA_NOT_YOURS", binding));
        }
        problems.add(GrpcProblems.of(Status.NOT_FOUND, null, binding));
        problems.add(GatewayProblems.notAcceptable(
                rpc.mediaTypes().isEmpty()
                        ? List.of(MediaType.APPLICATION_JSON)
                        : rpc.mediaTypes().stream()
                                .map(MediaType::parseMediaType)
                                .toList()));
        if (!binding.method().equals("GET")) {
            problems.add(refused(Status.Code.ABORTED, "IDEMPOTENCY_KEY_REUSED", binding));
        }
        if (binding.takesBody()) {
            problems.add(GatewayProblems.bodyTooSlow());
            problems.add(GatewayProblems.bodyTooLarge(rpc.bodyLimit(USUAL_BODY_LIMIT)));
            problems.add(GatewayProblems.wrongContentType());
        }
        problems.add(GatewayProblems.rateLimited("A caller", 1_200, Duration.ofMinutes(1), Duration.ofSeconds(1)));
        problems.add(GatewayProblems.internal());
        problems.add(GatewayProblems.serviceUnavailable(Duration.ofSeconds(2)));
        problems.add(GatewayProblems.keysUnavailable());
        problems.add(GatewayProblems.proofsUnavailable());
        problems.add(refused(Status.Code.UNAVAILABLE, "STORE_UNAVAILABLE", binding));
        problems.add(refused(Status.Code.UNAVAILABLE, "AUDIT_UNAVAILABLE", binding));
        problems.add(GrpcProblems.of(Status.DEADLINE_EXCEEDED, null, binding));
        return problems;
    }

    /** The problem that a service's refusal with this code and reason becomes. */
    private static Problem refused(Status.Code code, String reason, HttpBinding binding) {
        com.google.rpc.Status status = com.google.rpc.Status.newBuilder()
                .setCode(code.value())
                .addDetails(Any.pack(ErrorInfo.newBuilder()
                        .setDomain(GatewayProblems.DOMAIN)
                        .setReason(reason)
                        .build()))
                .build();
        Metadata trailers = StatusProto.toStatusRuntimeException(status).getTrailers();
        return GrpcProblems.of(code.toStatus(), trailers, binding);
    }

    private static void put(Map<Integer, Map<String, Object>> examples, Problem problem, Object example) {
        examples.computeIfAbsent(problem.status(), status -> new LinkedHashMap<>())
                .put(problem.reason(), example);
    }

    private static Map<String, Object> example(Problem problem, String summary) {
        Object value = JsonMapper.shared().readValue(ProblemJson.write(problem, REQUEST_ID), Object.class);
        return JsonObject.of("summary", summary, "value", value);
    }

    private static Map<String, Object> response(int status, String meaning, Map<String, Object> examples) {
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("description", meaning);
        Map<String, Object> headers = new LinkedHashMap<>();
        headers.put(ResponseHeaders.REQUEST_ID, ResponseHeaders.reference(ResponseHeaders.REQUEST_ID));
        if (status == 401) {
            headers.put(ResponseHeaders.CHALLENGE, ResponseHeaders.reference(ResponseHeaders.CHALLENGE));
        }
        if (status == 429 || status == 503) {
            headers.put(ResponseHeaders.RETRY_AFTER, ResponseHeaders.reference(ResponseHeaders.RETRY_AFTER));
        }
        response.put("headers", headers);
        Map<String, Object> media = new LinkedHashMap<>();
        media.put("schema", JsonObject.of("$ref", "#/components/schemas/Problem"));
        media.put("examples", examples);
        response.put("content", JsonObject.of(ProblemJson.MEDIA_TYPE, media));
        return response;
    }
}
