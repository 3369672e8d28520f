package opcc.tracker.gateway.openapi;

import com.google.api.FieldBehavior;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import opcc.tracker.gateway.contracts.Comments;
import opcc.tracker.gateway.contracts.Rpc;
import opcc.tracker.gateway.transcoding.HttpBinding;

/** The operations of the OpenAPI document, one an HTTP rule. */
final class Operations {

    private static final int DEEPEST_QUERY = 3;
    private static final Map<String, String> PROBLEMS = new LinkedHashMap<>();

    static {
        PROBLEMS.put("400", "The request is not valid; `violations` name the fields.");
        PROBLEMS.put("401", "There is no token, or it is not accepted.");
        PROBLEMS.put("403", "The caller may not do this; `reason` says why.");
        PROBLEMS.put("404", "There is no such thing, or it is not the caller's to see.");
        PROBLEMS.put("409", "It cannot be done in the present state; `reason` says why.");
        PROBLEMS.put("413", "The body is too large.");
        PROBLEMS.put("415", "The body is not JSON.");
        PROBLEMS.put("429", "Too many requests; `Retry-After` says when to come back.");
        PROBLEMS.put("500", "Something went wrong inside.");
        PROBLEMS.put(
                "503",
                "A part of the tracker is not available or did not answer in time; `Retry-After` says when to come"
                        + " back.");
    }

    private final Comments comments;
    private final Schemas schemas;

    Operations(Comments comments, Schemas schemas) {
        this.comments = comments;
        this.schemas = schemas;
    }

    /** The operation of a rule. */
    Map<String, Object> of(HttpBinding binding, PathTemplates path, int place) {
        Rpc rpc = binding.rpc();
        String comment = comments.of(rpc.method());
        Map<String, Object> operation = new LinkedHashMap<>();
        String name = rpc.method().getName();
        operation.put(
                "operationId",
                Character.toLowerCase(name.charAt(0)) + name.substring(1) + (place == 0 ? "" : place + 1));
        operation.put("tags", List.of(rpc.service().getName()));
        operation.put("summary", firstSentence(comment));
        operation.put("description", comment + "\n\n" + StreamsInWords.of(rpc) + AccessInWords.of(rpc.access()));
        List<Object> parameters = parameters(binding, path);
        if (!parameters.isEmpty()) {
            operation.put("parameters", parameters);
        }
        if (binding.takesBody()) {
            operation.put("requestBody", body(binding));
        }
        operation.put("responses", responses(binding));
        return operation;
    }

    private static String firstSentence(String comment) {
        int end = comment.indexOf(". ");
        String sentence = end < 0 ? comment : comment.substring(0, end);
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    private List<Object> parameters(HttpBinding binding, PathTemplates path) {
        List<Object> parameters = new ArrayList<>();
        for (PathTemplates.Parameter parameter : path.parameters()) {
            Map<String, Object> schema = JsonObject.of("type", "string", "minLength", 1);
            String text = "The id after `" + parameter.collection() + "/`.";
            parameters.add(parameter(parameter.name(), "path", text, true, schema));
        }
        if (!binding.wholeBody()) {
            Set<String> taken = boundFields(binding);
            for (FieldDescriptor field : binding.rpc().method().getInputType().getFields()) {
                if (!taken.contains(field.getName()) && !field.equals(binding.bodyField())) {
                    query(parameters, field, "", 1);
                }
            }
        }
        if (binding.method().equals("GET")) {
            if (!binding.rpc().answersStream()) {
                parameters.add(JsonObject.of("$ref", "#/components/parameters/IfNoneMatch"));
            }
        } else if (!binding.rpc().takesStream()) {
            parameters.add(JsonObject.of("$ref", "#/components/parameters/IdempotencyKey"));
        }
        parameters.add(JsonObject.of("$ref", "#/components/parameters/RequestTimeout"));
        return parameters;
    }

    private void query(List<Object> parameters, FieldDescriptor field, String prefix, int depth) {
        boolean message = field.getJavaType() == JavaType.MESSAGE
                && !field.getMessageType().getFile().getPackage().equals("google.protobuf");
        if (message && !field.isRepeated() && depth < DEEPEST_QUERY) {
            for (FieldDescriptor inner : field.getMessageType().getFields()) {
                query(parameters, inner, prefix + field.getJsonName() + ".", depth + 1);
            }
        } else if (!message) {
            Map<String, Object> schema = schemas.field(field);
            Object text = schema.remove("description");
            boolean required = Schemas.behaves(field, FieldBehavior.REQUIRED);
            parameters.add(parameter(
                    prefix + field.getJsonName(), "query", text == null ? "" : text.toString(), required, schema));
        }
    }

    private static Map<String, Object> parameter(
            String name, String in, String description, boolean required, Map<String, Object> schema) {
        Map<String, Object> parameter = new LinkedHashMap<>();
        parameter.put("name", name);
        parameter.put("in", in);
        parameter.put("description", description);
        parameter.put("required", required);
        parameter.put("schema", schema);
        return parameter;
    }

    private static Set<String> boundFields(HttpBinding binding) {
        return binding.pathVariables().stream()
                .map(variable -> variable.field().split("\\.")[0])
                .collect(Collectors.toSet());
    }

    private Map<String, Object> body(HttpBinding binding) {
        Descriptor request = binding.rpc().method().getInputType();
        FieldDescriptor field = binding.bodyField();
        Map<String, Object> schema;
        if (field == null) {
            schema = schemas.requestWithout(request, boundFields(binding));
        } else if (field.getJavaType() != JavaType.MESSAGE || field.isRepeated()) {
            schema = schemas.field(field);
        } else {
            schema = binding.method().equals("PATCH")
                    ? schemas.update(field.getMessageType())
                    : schemas.message(field.getMessageType());
        }
        Map<String, Object> content = binding.rpc().takesStream() ? StreamsInWords.body(binding, schema) : json(schema);
        return JsonObject.of("required", field != null || binding.rpc().takesStream(), "content", content);
    }

    private Map<String, Object> responses(HttpBinding binding) {
        Map<String, Object> responses = new LinkedHashMap<>();
        Map<String, Object> ok = new LinkedHashMap<>();
        String text = comments.of(binding.rpc().method().getOutputType());
        ok.put("description", text.isEmpty() ? "Done." : text);
        ok.put("content", content(binding));
        responses.put("200", ok);
        if (binding.method().equals("GET") && !binding.rpc().answersStream()) {
            responses.put("304", JsonObject.of("description", "What `If-None-Match` names is what would be answered."));
        }
        PROBLEMS.forEach((status, meaning) -> {
            boolean aboutBody = status.equals("413") || status.equals("415");
            if (!aboutBody || binding.takesBody()) {
                Map<String, Object> problem = new LinkedHashMap<>();
                problem.put("description", meaning);
                problem.put(
                        "content",
                        JsonObject.of(
                                "application/problem+json",
                                JsonObject.of("schema", JsonObject.of("$ref", "#/components/schemas/Problem"))));
                responses.put(status, problem);
            }
        });
        return responses;
    }

    private Map<String, Object> content(HttpBinding binding) {
        if (binding.rpc().answersStream()) {
            return StreamsInWords.answers(answer(binding));
        }
        return binding.rpc().mediaTypes().isEmpty() ? json(answer(binding)) : files(binding.rpc());
    }

    private Map<String, Object> answer(HttpBinding binding) {
        FieldDescriptor field = binding.responseField();
        return field == null ? schemas.message(binding.rpc().method().getOutputType()) : schemas.field(field);
    }

    private static Map<String, Object> files(Rpc rpc) {
        Map<String, Object> content = new LinkedHashMap<>();
        rpc.mediaTypes()
                .forEach(type -> content.put(
                        type, JsonObject.of("schema", JsonObject.of("type", "string", "format", "binary"))));
        return content;
    }

    private static Map<String, Object> json(Map<String, Object> schema) {
        return JsonObject.of("application/json", JsonObject.of("schema", schema));
    }
}
