package opcc.tracker.gateway.openapi;

import com.google.protobuf.Descriptors.ServiceDescriptor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import opcc.tracker.gateway.contracts.Comments;
import opcc.tracker.gateway.contracts.Contracts;
import opcc.tracker.gateway.transcoding.BindingIndex;
import opcc.tracker.gateway.transcoding.HttpBinding;
import tools.jackson.databind.json.JsonMapper;

/** The OpenAPI 3.1 document of all HTTP rules. */
final class OpenApiDocument {

    private static final String DESCRIPTION = """
        Commissioning and funding of support for victims of modern slavery. Money is a whole number of pence, GBP; \
        64-bit numbers travel as text. Errors are RFC 9457 problems. Every write takes an `Idempotency-Key`: the same \
        key with the same body gives the same answer again. Reads carry an `ETag`; answers of a kilobyte and more are \
        compressed for who accepts gzip. `x-roles` and `security` of an operation name the roles of which the caller must \
        hold one; none means everybody who has signed in. Nothing that identifies a victim belongs in any field.\
        """;

    private OpenApiDocument() {}

    /** The document as UTF-8 JSON. */
    static byte[] write(Contracts contracts, BindingIndex index) {
        Comments comments = new Comments(contracts.files());
        Schemas schemas = new Schemas(comments);
        Examples examples = new Examples(comments);
        Operations operations = new Operations(comments, schemas, examples, new DocumentedErrors(contracts, comments));
        Map<String, Map<String, Object>> paths = new LinkedHashMap<>();
        Map<String, Integer> places = new HashMap<>();
        for (HttpBinding binding : index.bindings()) {
            if (isDescribable(binding.method())) {
                PathTemplates path = PathTemplates.of(binding);
                int place = places.merge(binding.rpc().fullName(), 1, Integer::sum) - 1;
                paths.computeIfAbsent(path.path(), each -> new LinkedHashMap<>())
                        .put(binding.method().toLowerCase(Locale.ROOT), operations.of(binding, path, place));
            }
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put("info", info());
        document.put("servers", List.of(JsonObject.of("url", "/")));
        document.put("security", List.of(JsonObject.of("bearer", List.of())));
        document.put("tags", tags(contracts, comments));
        document.put("paths", paths);
        document.put("components", components(schemas, examples));
        return JsonMapper.shared().writeValueAsBytes(document);
    }

    /** OpenAPI knows no methods beyond these. */
    private static boolean isDescribable(String method) {
        return List.of("GET", "PUT", "POST", "DELETE", "PATCH").contains(method);
    }

    private static Map<String, Object> info() {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("title", "Victim support tracker");
        info.put("version", "v1");
        info.put("description", DESCRIPTION);
        info.put("license", JsonObject.of("name", "Apache-2.0", "identifier", "Apache-2.0"));
        return info;
    }

    private static List<Object> tags(Contracts contracts, Comments comments) {
        List<Object> tags = new ArrayList<>();
        for (ServiceDescriptor service : contracts.services()) {
            Map<String, Object> tag = new LinkedHashMap<>();
            tag.put("name", service.getName());
            tag.put("description", comments.of(service));
            tags.add(tag);
        }
        return tags;
    }

    private static Map<String, Object> components(Schemas schemas, Examples examples) {
        Map<String, Object> all = schemas.components();
        all.put("Problem", ProblemSchema.problem());
        Map<String, Object> components = new LinkedHashMap<>();
        components.put("schemas", all);
        components.put("parameters", RequestHeaders.parameters());
        components.put("headers", ResponseHeaders.components());
        components.put("examples", examples.components());
        Map<String, Object> bearer = new LinkedHashMap<>();
        bearer.put("type", "http");
        bearer.put("scheme", "bearer");
        bearer.put("bearerFormat", "JWT");
        bearer.put("description", "An access token of the realm, with audience `tracker`.");
        components.put("securitySchemes", JsonObject.of("bearer", bearer));
        return components;
    }
}
