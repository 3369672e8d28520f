package opcc.tracker.gateway.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.parser.OpenAPIParser;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import opcc.tracker.gateway.contracts.Contracts;
import opcc.tracker.gateway.transcoding.BindingIndex;
import opcc.tracker.gateway.transcoding.MessagingContracts;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("The OpenAPI document")
class OpenApiDocumentTest {

    private static Contracts contracts;
    private static String json;
    private static JsonNode document;
    private static SwaggerParseResult parsed;

    @BeforeAll
    static void write() {
        contracts = Contracts.load();
        json = new String(OpenApiDocument.write(contracts, new BindingIndex(contracts)), StandardCharsets.UTF_8);
        document = JsonMapper.shared().readTree(json);
        parsed = new OpenAPIParser().readContents(json, null, null);
    }

    @Test
    void is_valid_openapi_3_1_says_an_independent_parser() {
        assertThat(parsed.getMessages()).isNullOrEmpty();
        assertThat(parsed.getOpenAPI().getOpenapi()).isEqualTo("3.1.0");
        SwaggerParseResult broken =
                new OpenAPIParser().readContents(json.replace("\"in\":\"path\"", "\"in\":\"nowhere\""), null, null);
        assertThat(broken.getMessages()).as("the parser does look").isNotEmpty();
    }

    @Test
    void has_every_rpc_with_who_may_call_it() {
        List<Operation> operations = parsed.getOpenAPI().getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .toList();
        assertThat(operations).hasSize(contracts.rpcs().size());
        assertThat(operations).allSatisfy(operation -> {
            assertThat(operation.getDescription()).contains("Who may call:");
            assertThat(operation.getSummary()).isNotBlank();
            assertThat(operation.getResponses()).containsKeys("200", "401", "403", "503");
        });
        assertThat(operations).extracting(Operation::getOperationId).doesNotHaveDuplicates();
    }

    @Test
    void names_the_roles_for_programs() {
        JsonNode approve = document.at("/paths/~1v1~1funds~1{fund}~1draws~1{draw}:approve/post");
        assertThat(approve.path("x-roles").toString()).isEqualTo("[\"finance\"]");
        assertThat(approve.path("security").toString()).isEqualTo("[{\"bearer\":[\"finance\"]}]");
        JsonNode me = document.at("/paths/~1v1~1me/get");
        assertThat(me.path("x-roles").isEmpty()).isTrue();
        assertThat(me.path("security").toString()).isEqualTo("[{\"bearer\":[]}]");
    }

    @Test
    void says_of_every_operation_what_can_go_wrong_and_when_to_come_back() {
        for (JsonNode path : document.path("paths")) {
            path.properties().forEach(entry -> {
                JsonNode responses = entry.getValue().path("responses");
                boolean read = entry.getKey().equals("get");
                assertThat(responses.propertyNames())
                        .as(entry.getValue().path("operationId").asString())
                        .contains("400", "401", "403", "404", "406", "429", "500", "503")
                        .contains(read ? "200" : "409");
                assertThat(responses.has("413")).isEqualTo(entry.getValue().has("requestBody"));
                for (String status : List.of("429", "503")) {
                    assertThat(responses.path(status).path("headers").has("Retry-After"))
                            .isTrue();
                }
                assertThat(responses
                                .at("/503/content/application~1problem+json/examples")
                                .propertyNames())
                        .contains("SERVICE_UNAVAILABLE", "KEYS_UNAVAILABLE", "DEADLINE_EXCEEDED");
            });
        }
    }

    @Test
    void has_the_public_paths() {
        assertThat(parsed.getOpenAPI().getPaths())
                .containsKeys(
                        "/v1/funds",
                        "/v1/funds/{fund}",
                        "/v1/funds/{fund}/draws/{draw}:approve",
                        "/v1/funds/{fund}/entries",
                        "/v1/outcomes:batchCreate",
                        "/v1/outcomeTables",
                        "/v1/providers/{provider}",
                        "/v1/me");
    }

    @Test
    void says_units_codes_and_limits_of_the_contracts() {
        JsonNode draw = document.at("/components/schemas/DrawLine/properties");
        assertThat(draw.at("/unitPricePence/type").asString()).isEqualTo("string");
        assertThat(draw.at("/unitPricePence/description").asString())
                .contains("pence")
                .contains("At most 10000000");
        assertThat(draw.at("/quantity/maximum").asInt()).isEqualTo(1000);
        assertThat(draw.at("/category/$ref").asString()).isEqualTo("#/components/schemas/DrawCategory");
        assertThat(document.at("/components/schemas/DrawCategory/description").asString())
                .contains("`ACCOMMODATION`: Nights in accommodation");
        assertThat(document.at("/components/schemas/Fund/properties/availablePence/readOnly")
                        .asBoolean())
                .isTrue();
        assertThat(document.at("/components/schemas/Fund/required").toString()).contains("displayName", "area");
        assertThat(document.at("/components/schemas/ProviderUpdate/required").isMissingNode())
                .isTrue();
    }

    @Test
    void says_the_media_types_of_files_in_the_place_of_json() {
        JsonNode content = document.at("/paths/~1v1~1outcomeSeries:export/get/responses/200/content");
        assertThat(content.propertyNames())
                .containsExactly("text/csv", "application/vnd.oasis.opendocument.spreadsheet");
        assertThat(content.at("/text~1csv/schema/format").asString()).isEqualTo("binary");
        assertThat(document.at("/paths/~1v1~1outcomeSeries/get/responses/200/content")
                        .propertyNames())
                .containsExactly("application/json");
    }

    @Test
    void offers_an_idempotency_key_on_every_write_and_only_there() {
        OpenAPI api = parsed.getOpenAPI();
        assertThat(api.getPaths().get("/v1/funds").getPost().getParameters())
                .anyMatch(parameter -> "Idempotency-Key".equals(parameter.getName())
                        || String.valueOf(parameter.get$ref()).endsWith("IdempotencyKey"));
        assertThat(document.at("/paths/~1v1~1funds/get").toString()).doesNotContain("IdempotencyKey");
    }

    @Test
    void leaves_out_of_the_body_what_the_path_holds() {
        assertThat(document.at("/components/schemas/RejectDrawRequest/properties")
                        .propertyNames())
                .containsExactly("reason", "etag");
        assertThat(document.at("/paths/~1v1~1funds/post/parameters/0/name").asString())
                .isEqualTo("fundId");
    }

    @Test
    void says_how_streams_travel() {
        Contracts messaging = MessagingContracts.CONTRACTS;
        JsonNode streams = JsonMapper.shared()
                .readTree(OpenApiDocument.write(messaging, new BindingIndex(messaging)))
                .path("paths");
        JsonNode watch = streams.at("/~1v1~1users~1{user}~1messages:watch/get");
        assertThat(watch.at("/responses/200/content").propertyNames())
                .containsExactly("application/x-ndjson", "text/event-stream");
        assertThat(watch.at("/responses/200/content/application~1x-ndjson/schema/$ref")
                        .asString())
                .isEqualTo("#/components/schemas/Message");
        assertThat(watch.path("description").asString()).contains("A stream of answers", "{\"problem\":{...}}");
        JsonNode importing = streams.at("/~1v1~1messages:import/post");
        assertThat(importing.at("/requestBody/content").propertyNames())
                .containsExactly("application/x-ndjson", "multipart/form-data", "text/csv");
        assertThat(importing.at("/responses/200/content").propertyNames()).containsExactly("application/json");
        assertThat(importing.toString()).doesNotContain("IdempotencyKey");
    }

    @Test
    void offers_the_callers_time_everywhere_and_if_none_match_on_reads() {
        JsonNode funds = document.at("/paths/~1v1~1funds");
        assertThat(funds.path("get").toString())
                .contains("parameters/RequestTimeout", "parameters/IfNoneMatch", "\"304\"");
        assertThat(funds.path("post").toString())
                .contains("parameters/RequestTimeout")
                .doesNotContain("IfNoneMatch");
    }
}
