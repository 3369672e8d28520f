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
    private final Comments comments;
    private final Schemas schemas;
    private final Examples examples;
    private final DocumentedErrors errors;
    private final ProblemResponses problems;

    Operations(Comments comments, Schemas schemas, Examples examples, DocumentedErrors errors) {
        this.comments = comments;
        this.schemas = schemas;
        this.examples = examples;
        this.errors = errors;
        this.problems = new ProblemResponses(errors, examples.components());
    }

    /** The operation of a rule. */
    Map<String, Object> of(HttpBinding binding, PathTemplates path, int place) {
        Rpc rpc = binding.rpc();
        String comment = errors.commentWithout(rpc);
        Map<String, Object> operation = new LinkedHashMap<>();
        String name = rpc.method().getName();
        operation.put(
                "operationId",
                Character.toLowerCase(name.charAt(0)) + name.substring(1) + (place == 0 ? "" : place + 1));
        operation.put("tags", List.of(rpc.service().getName()));
        operation.put("summary", firstSentence(comment));
        operation.put("description", comment + "\n\n" + StreamsInWords.of(rpc) + AccessInWords.of(rpc.access()));
        operation.put("security", Roles.security(rpc.access()));
        operation.put("x-roles", Roles.of(rpc.access()));
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
            Map<String, Object> open = parameter(parameter.name(), "path", text, true, schema);
            open.put("example", ExampleTexts.id(parameter.name()));
            parameters.add(open);
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
            Map<String, Object> parameter = parameter(
                    prefix + field.getJsonName(), "query", text == null ? "" : text.toString(), required, schema);
            Object example = examples.parameter(field, required);
            if (example != null) {
                parameter.put("example", example);
            }
            parameters.add(parameter);
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
        examples.addToRequest(binding, boundFields(binding), content);
        return JsonObject.of("required", field != null || binding.rpc().takesStream(), "content", content);
    }

    private Map<String, Object> responses(HttpBinding binding) {
        Map<String, Object> responses = new LinkedHashMap<>();
        Map<String, Object> ok = new LinkedHashMap<>();
        String text = comments.of(binding.rpc().method().getOutputType());
        ok.put("description", text.isEmpty() ? "Done." : text);
        boolean cached = binding.method().equals("GET") && !binding.rpc().answersStream();
        ok.put("headers", ResponseHeaders.ofAnswer(!binding.rpc().mediaTypes().isEmpty(), cached));
        Map<String, Object> content = content(binding);
        examples.addToAnswer(binding, content);
        ok.put("content", content);
        responses.put("200", ok);
        if (cached) {
            responses.put("304", JsonObject.of("description", "What `If-None-Match` names is what would be answered."));
        }
        responses.putAll(problems.of(binding));
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
