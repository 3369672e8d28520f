package opcc.tracker.gateway.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import build.buf.protovalidate.Validator;
import build.buf.protovalidate.ValidatorFactory;
import build.buf.protovalidate.exceptions.ValidationException;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import opcc.tracker.gateway.contracts.Contracts;
import opcc.tracker.gateway.transcoding.BindingIndex;
import opcc.tracker.gateway.transcoding.BindingIndex.Lookup;
import opcc.tracker.gateway.transcoding.HttpBinding;
import opcc.tracker.gateway.transcoding.RequestAssembler;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("The examples of the OpenAPI document")
class ExamplesTest {

    private static final Validator RULES = ValidatorFactory.newBuilder().build();

    private static final String HOME = "https://tracker.example/openapi.json";
    private static final Map<String, JsonSchema> SCHEMAS = new HashMap<>();

    private static JsonSchemaFactory validators;
    private static Contracts contracts;
    private static BindingIndex index;
    private static JsonNode document;

    @BeforeAll
    static void write() {
        contracts = Contracts.load();
        index = new BindingIndex(contracts);
        document = JsonMapper.shared().readTree(OpenApiDocument.write(contracts, index));
        validators = JsonSchemaFactory.getInstance(
                VersionFlag.V202012,
                factory -> factory.schemaLoaders(loaders -> loaders.schemas(Map.of(HOME, document.toString()))));
    }

    private static Stream<DynamicTest> everyOperation(OperationCheck check) {
        return index.bindings().stream()
                .map(binding ->
                        DynamicTest.dynamicTest(binding.toString(), () -> check.of(binding, operation(binding))));
    }

    private interface OperationCheck {
        void of(HttpBinding binding, JsonNode operation) throws ValidationException, InvalidProtocolBufferException;
    }

    private static JsonNode operation(HttpBinding binding) {
        return document.path("paths")
                .path(PathTemplates.of(binding).path())
                .path(binding.method().toLowerCase(Locale.ROOT));
    }

    @TestFactory
    Stream<DynamicTest> of_requests_are_read_by_the_transcoder_and_keep_the_rules_of_the_contracts() {
        return everyOperation((binding, operation) -> {
            // given
            String path = PathTemplates.of(binding).path();
            List<String> query = new ArrayList<>();
            for (JsonNode parameter : operation.path("parameters")) {
                String example = parameter.path("example").asString("");
                if (parameter.path("in").asString("").equals("path")) {
                    path = path.replace("{" + parameter.path("name").asString() + "}", example);
                } else if (parameter.path("required").asBoolean(false)) {
                    query.add(parameter.path("name").asString() + "=" + encoded(parameter.path("example")));
                }
            }
            JsonNode body = json(operation.at("/requestBody/content")).path("example");
            assertThat(body.isMissingNode()).isEqualTo(!binding.takesBody());
            // when
            Lookup.Found found = (Lookup.Found) index.find(binding.method(), path);
            Message request = RequestAssembler.assemble(
                    found.binding(),
                    found.pathValues(),
                    query.isEmpty() ? null : String.join("&", query),
                    binding.takesBody() ? body.toString().getBytes(StandardCharsets.UTF_8) : new byte[0]);
            // then
            assertThat(found.binding()).isEqualTo(binding);
            assertThat(RULES.validate(request).getViolations().stream()
                            .map(violation -> violation.toProto().toString()))
                    .isEmpty();
        });
    }

    private static String encoded(JsonNode example) {
        JsonNode single = example.isArray() ? example.path(0) : example;
        return URLEncoder.encode(single.asString(), StandardCharsets.UTF_8);
    }

    @TestFactory
    Stream<DynamicTest> of_answers_are_messages_of_the_contracts() {
        return everyOperation((binding, operation) -> {
            if (binding.rpc().mediaTypes().isEmpty() && binding.responseField() == null) {
                DynamicMessage.Builder answer =
                        DynamicMessage.newBuilder(binding.rpc().method().getOutputType());
                JsonFormat.parser().merge(answer(operation).toString(), answer);
                assertThat(answer.isInitialized()).isTrue();
            }
        });
    }

    /** What is JSON, whole or a line of a stream. */
    private static JsonNode json(JsonNode content) {
        return content.has("application/json")
                ? content.path("application/json")
                : content.path("application/x-ndjson");
    }

    private static JsonNode answer(JsonNode operation) {
        JsonNode content = json(operation.at("/responses/200/content"));
        return content.has("example")
                ? content.path("example")
                : resolved(content.at("/examples/answer")).path("value");
    }

    private static JsonNode resolved(JsonNode example) {
        JsonNode reference = example.path("$ref");
        return reference.isMissingNode()
                ? example
                : document.at(reference.asString().substring(1));
    }

    @TestFactory
    Stream<DynamicTest> keep_the_schemas_that_they_stand_beside() {
        return everyOperation((binding, operation) -> {
            JsonNode request = json(operation.at("/requestBody/content"));
            if (!request.isMissingNode()) {
                assertThat(messages(request.path("schema"), request.path("example")))
                        .isEmpty();
            }
            JsonNode json = json(operation.at("/responses/200/content"));
            if (!json.isMissingNode()) {
                assertThat(messages(json.path("schema"), answer(operation))).isEmpty();
            }
            for (JsonNode parameter : operation.path("parameters")) {
                if (parameter.has("example")) {
                    assertThat(messages(parameter.path("schema"), parameter.path("example")))
                            .isEmpty();
                }
            }
            operation.path("responses").properties().forEach(response -> {
                JsonNode problem = response.getValue().at("/content/application~1problem+json");
                problem.path("examples").properties().forEach(example -> {
                    JsonNode value = resolved(example.getValue()).path("value");
                    assertThat(messages(problem.path("schema"), value)).isEmpty();
                    assertThat(value.path("status").asString()).isEqualTo(response.getKey());
                    assertThat(value.path("reason").asString()).isEqualTo(example.getKey());
                });
            });
        });
    }

    /** What a validator says of a value, with all components at hand. */
    private static Set<ValidationMessage> messages(JsonNode schema, JsonNode value) {
        assertThat(value.isMissingNode()).as("no example").isFalse();
        return SCHEMAS.computeIfAbsent(schema.toString(), ExamplesTest::schema)
                .validate(
                        value.toString(),
                        InputFormat.JSON,
                        context -> context.getExecutionConfig().setFormatAssertionsEnabled(true));
    }

    private static JsonSchema schema(String json) {
        return validators.getSchema(json.replace("\"#/components/", "\"" + HOME + "#/components/"), InputFormat.JSON);
    }

    @Test
    void fill_every_field_of_an_answer_and_say_the_same_each_time() {
        JsonNode draw = document.at("/components/examples/Draw/value");
        assertThat(draw.propertyNames())
                .containsExactlyElementsOf(
                        document.at("/components/schemas/Draw/properties").propertyNames());
        assertThat(draw.path("name").asString()).isEqualTo("funds/wm-emergency/draws/draw-1");
        assertThat(JsonMapper.shared().readTree(OpenApiDocument.write(contracts, index)))
                .isEqualTo(document);
    }
}
