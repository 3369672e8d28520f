package opcc.tracker.gateway.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import opcc.tracker.gateway.contracts.Contracts;
import opcc.tracker.gateway.transcoding.BindingIndex;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("By the OpenAPI Initiative's schema of OpenAPI 3.1")
class OpenApiSchemaTest {

    private static JsonSchema schema;
    private static String json;

    @BeforeAll
    static void write() {
        Contracts contracts = Contracts.load();
        json = new String(OpenApiDocument.write(contracts, new BindingIndex(contracts)), StandardCharsets.UTF_8);
        schema = JsonSchemaFactory.getInstance(
                        VersionFlag.V202012,
                        factory -> factory.schemaMappers(mappers ->
                                mappers.mapPrefix("https://spec.openapis.org", "classpath:spec.openapis.org")))
                .getSchema(SchemaLocation.of("https://spec.openapis.org/oas/3.1/schema-base/2022-10-07"));
    }

    private static Set<ValidationMessage> messages(String document) {
        return schema.validate(
                document,
                InputFormat.JSON,
                context -> context.getExecutionConfig().setFormatAssertionsEnabled(true));
    }

    @Test
    void the_document_is_valid_with_all_its_schemas() {
        assertThat(messages(json)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "\"in\":\"path\", \"in\":\"nowhere\"",
                "\"type\":\"boolean\", \"type\":\"bool\"",
                "\"maxLength\":, \"maxLength\":-",
                "\"operationId\":, \"operation\":",
                "\"scheme\":\"bearer\", \"scheme\":7",
                "\"example\":, \"exampel\":",
                "\"description\":\"There is no token, \"descripton\":\"There is no token",
            })
    void a_mistake_would_be_seen(String right, String wrong) {
        assertThat(json).contains(right);
        assertThat(messages(json.replace(right, wrong))).isNotEmpty();
    }
}
