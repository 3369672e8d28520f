package opcc.tracker.gateway.transcoding;

import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.ArrayList;
import java.util.List;
import opcc.tracker.gateway.contracts.ContractException;
import opcc.tracker.gateway.contracts.Rpc;
import org.jspecify.annotations.Nullable;

/** One HTTP rule of an RPC, checked against its messages. */
public final class HttpBinding {

    /** The method of a rule that leaves the method open. */
    static final String ANY_METHOD = "*";

    private final Rpc rpc;
    private final String method;
    private final String path;
    private final String rule;
    private final PathTemplate template;
    private final boolean wholeBody;
    private final @Nullable FieldDescriptor bodyField;
    private final @Nullable FieldDescriptor responseField;
    private final List<FieldPath> pathFields = new ArrayList<>();

    /**
     * Reads a rule.
     *
     * @throws ContractException naming the RPC, if the rule contradicts the messages
     */
    public HttpBinding(Rpc rpc, HttpRule rule) {
        this.rpc = rpc;
        Descriptor request = rpc.method().getInputType();
        switch (rule.getPatternCase()) {
            case GET, PUT, POST, DELETE, PATCH ->
                this.method = rule.getPatternCase().name();
            case CUSTOM -> this.method = rule.getCustom().getKind();
            default -> throw wrong("names no HTTP method");
        }
        this.path = switch (rule.getPatternCase()) {
            case GET -> rule.getGet();
            case PUT -> rule.getPut();
            case POST -> rule.getPost();
            case DELETE -> rule.getDelete();
            case PATCH -> rule.getPatch();
            default -> rule.getCustom().getPath();
        };
        this.rule = method + " " + path;
        try {
            this.template = PathTemplate.parse(path);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
        for (PathTemplate.Variable variable : template.variables()) {
            FieldPath field = FieldPath.find(request, variable.fieldPath());
            if (field == null || field.last().isRepeated() || isMessage(field.last())) {
                throw wrong("binds " + variable.fieldPath() + ", which is not a single plain field of the request");
            }
            pathFields.add(field);
        }
        this.wholeBody = rule.getBody().equals("*");
        this.bodyField = wholeBody || rule.getBody().isEmpty() ? null : field(request, "body", rule.getBody());
        if (takesBody() && (method.equals("GET") || method.equals("HEAD"))) {
            throw wrong("takes a body, which " + method + " has not");
        }
        if (pathFields.stream()
                .anyMatch(path -> path.fields().size() == 1 && path.last().equals(bodyField))) {
            throw wrong("takes " + rule.getBody() + " from the path and from the body");
        }
        if (rpc.takesStream() && !wholeBody && (bodyField == null || bodyField.isRepeated() || !isObject(bodyField))) {
            throw wrong("is for a stream of requests, of which each is a body: that must be * or a message");
        }
        this.responseField = rule.getResponseBody().isEmpty()
                ? null
                : field(rpc.method().getOutputType(), "response_body", rule.getResponseBody());
    }

    /** The RPC that the rule belongs to. */
    public Rpc rpc() {
        return rpc;
    }

    /** The HTTP method in upper case; {@code *} for any. */
    public String method() {
        return method;
    }

    /** The path template as the contracts write it. */
    public String path() {
        return path;
    }

    /** Method and path template together, for logs. */
    public String rule() {
        return rule;
    }

    /** Whether the body holds every field that the path does not. */
    public boolean wholeBody() {
        return wholeBody;
    }

    /** The field that the body holds; null if the body holds all or nothing. */
    public @Nullable FieldDescriptor bodyField() {
        return bodyField;
    }

    /** Whether the rule takes a body at all. */
    public boolean takesBody() {
        return wholeBody || bodyField != null;
    }

    /** The field that the answer's body holds; null if it is the whole message. */
    public @Nullable FieldDescriptor responseField() {
        return responseField;
    }

    PathTemplate template() {
        return template;
    }

    /** The fields taken from the path, in the order of the template's variables. */
    List<FieldPath> pathFields() {
        return pathFields;
    }

    /** Names and templates of the path's variables for the documentation: field path, then its part of the template. */
    public List<PathVariable> pathVariables() {
        return template.variables().stream()
                .map(variable -> new PathVariable(
                        variable.fieldPath(), template.segments().subList(variable.start(), variable.end())))
                .toList();
    }

    /** The template's segments and verb for the documentation. */
    public List<String> segments() {
        return template.segments();
    }

    /** The verb after the colon; empty if there is none. */
    public String verb() {
        return template.verb();
    }

    /** A variable of a path: the field and the segments that it takes. */
    public record PathVariable(String field, List<String> segments) {}

    @Override
    public String toString() {
        return rule + " of " + rpc.fullName();
    }

    private FieldDescriptor field(Descriptor type, String what, String name) {
        FieldDescriptor field = type.findFieldByName(name);
        if (field == null) {
            throw wrong("has as " + what + " the field " + name + ", which " + type.getFullName() + " lacks");
        }
        return field;
    }

    private ContractException wrong(String what) {
        return new ContractException("HTTP rule of RPC " + rpc.fullName() + " " + what);
    }

    private static boolean isObject(FieldDescriptor field) {
        return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && Json.isPlainMessage(field.getMessageType());
    }

    private static boolean isMessage(FieldDescriptor field) {
        return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                && !WellKnownTypes.isText(field.getMessageType())
                && !WellKnownTypes.isWrapper(field.getMessageType());
    }
}
