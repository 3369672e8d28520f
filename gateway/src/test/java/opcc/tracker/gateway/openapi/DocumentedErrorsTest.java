package opcc.tracker.gateway.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.grpc.Status.Code;
import java.util.Arrays;
import java.util.List;
import opcc.tracker.gateway.contracts.Comments;
import opcc.tracker.gateway.contracts.Contracts;
import opcc.tracker.gateway.contracts.Rpc;
import opcc.tracker.gateway.openapi.DocumentedErrors.DocumentedError;
import opcc.tracker.gateway.transcoding.BindingIndex;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("The errors that comments name")
class DocumentedErrorsTest {

    private static final Contracts CONTRACTS = Contracts.load();
    private static final Comments COMMENTS = new Comments(CONTRACTS.files());
    private static final DocumentedErrors ERRORS = new DocumentedErrors(CONTRACTS, COMMENTS);
    private static final JsonNode DOCUMENT =
            JsonMapper.shared().readTree(OpenApiDocument.write(CONTRACTS, new BindingIndex(CONTRACTS)));

    private static Rpc rpc(String name) {
        return CONTRACTS.rpcs().stream()
                .filter(rpc -> rpc.method().getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void are_told_apart_by_code_and_reason() {
        assertThat(ERRORS.of(rpc("ApproveDraw")))
                .extracting(DocumentedError::code, DocumentedError::reason)
                .containsExactly(
                        tuple(Code.PERMISSION_DENIED, "SEPARATION_OF_DUTIES"),
                        tuple(Code.PERMISSION_DENIED, "APPROVER_LIMIT"),
                        tuple(Code.PERMISSION_DENIED, "SECOND_APPROVER"),
                        tuple(Code.FAILED_PRECONDITION, "INSUFFICIENT_FUNDS"),
                        tuple(Code.FAILED_PRECONDITION, "CATEGORY_CAP"),
                        tuple(Code.FAILED_PRECONDITION, "DRAW_STATE"),
                        tuple(Code.FAILED_PRECONDITION, "FUND_CLOSED"),
                        tuple(Code.UNAUTHENTICATED, "INSUFFICIENT_USER_AUTHENTICATION"));
    }

    @Test
    void are_no_states_of_what_is_spoken_of() {
        assertThat(ERRORS.of(rpc("RefundDraw")))
                .containsExactly(
                        new DocumentedError(
                                Code.PERMISSION_DENIED, "SEPARATION_OF_DUTIES", "if the caller asked for the draw"),
                        new DocumentedError(
                                Code.FAILED_PRECONDITION,
                                "EXCEEDS_PAID",
                                "and the amounts if more comes back than was paid"),
                        new DocumentedError(
                                Code.FAILED_PRECONDITION, "DRAW_STATE", "if the draw is neither PAID nor RECONCILED"));
    }

    @Test
    void are_taken_from_the_rpc_that_a_comment_points_at() {
        assertThat(ERRORS.of(rpc("ExportSpend"))).isNotEmpty().isEqualTo(ERRORS.of(rpc("GetSpend")));
    }

    @Test
    void of_every_call_of_a_service_follow_those_of_the_rpc() {
        assertThat(ERRORS.of(rpc("SuspendUser")))
                .extracting(DocumentedError::code, DocumentedError::reason)
                .containsExactly(
                        tuple(Code.PERMISSION_DENIED, "SEPARATION_OF_DUTIES"),
                        tuple(Code.UNAVAILABLE, "USERS_UNAVAILABLE"),
                        tuple(Code.FAILED_PRECONDITION, "KEYCLOAK_REFUSED"),
                        tuple(Code.UNIMPLEMENTED, "USERS_NOT_SET_UP"));
    }

    @Test
    void stand_in_the_document_with_status_words_and_an_example() {
        for (Rpc rpc : CONTRACTS.rpcs()) {
            JsonNode operation = operation(rpc);
            List<DocumentedError> errors = ERRORS.of(rpc);
            assertThat(errors.isEmpty())
                    .as(rpc.fullName())
                    .isEqualTo(!COMMENTS.of(rpc.method()).contains("Errors: ")
                            && !COMMENTS.of(rpc.service()).contains("Errors of every call: "));
            assertThat(operation.path("description").asString()).doesNotContain("Errors: ");
            for (DocumentedError error : errors) {
                assertThat(operation.path("responses").properties())
                        .as(rpc.fullName() + " " + error)
                        .anySatisfy(response -> {
                            assertThat(response.getValue().path("description").asString())
                                    .contains("`" + error.reason() + "` " + error.words());
                            assertThat(response.getValue()
                                            .at("/content/application~1problem+json/examples/" + error.reason())
                                            .isMissingNode())
                                    .isFalse();
                        });
            }
        }
    }

    @Test
    void miss_no_code_that_a_comment_writes_out() {
        for (Rpc rpc : CONTRACTS.rpcs()) {
            List<DocumentedError> errors = ERRORS.of(rpc);
            String comment = COMMENTS.of(rpc.method());
            int start = comment.indexOf("Errors: ");
            if (start >= 0) {
                String text = comment.substring(start);
                Arrays.stream(Code.values())
                        .filter(code -> text.contains(code.name() + " "))
                        .forEach(code -> assertThat(errors)
                                .as(rpc.fullName())
                                .extracting(DocumentedError::code)
                                .contains(code));
            }
        }
    }

    private static JsonNode operation(Rpc rpc) {
        String name = rpc.method().getName();
        String id = Character.toLowerCase(name.charAt(0)) + name.substring(1);
        return DOCUMENT.path("paths")
                .valueStream()
                .flatMap(JsonNode::valueStream)
                .filter(operation -> operation.path("operationId").asString("").equals(id))
                .findFirst()
                .orElseThrow();
    }
}
