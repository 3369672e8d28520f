package opcc.tracker.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What the gateway answered.
 *
 * @param status HTTP status
 * @param body the body as JSON
 * @param headers the headers
 */
record Answer(int status, JsonNode body, HttpHeaders headers) {

    /** This answer, if it is a success; otherwise the test fails with what was answered instead. */
    Answer ok() {
        assertThat(status).as("%s", this).isEqualTo(200);
        return this;
    }

    /** This answer, if it is a problem of this status in the form of RFC 9457, without anything of our insides. */
    Answer problem(int expected) {
        assertThat(status).as("%s", this).isEqualTo(expected);
        assertThat(headers.firstValue("content-type").orElse("")).startsWith("application/problem+json");
        assertThat(body.path("status").asInt()).isEqualTo(expected);
        assertThat(text("title")).isNotEmpty();
        assertThat(text("detail")).isNotEmpty();
        assertThat(body.toString()).doesNotContain("Exception", "at opcc.", "at org.", "at java.", "\\tat ");
        return this;
    }

    String text(String field) {
        return body.path(field).asString("");
    }

    /** An amount, which protobuf's JSON mapping writes as a string. */
    long pence(String field) {
        assertThat(body.path(field).isString())
                .as("%s is a string in %s", field, body)
                .isTrue();
        return Long.parseLong(text(field));
    }

    String reason() {
        return text("reason");
    }

    /** The fields that a problem names. */
    List<String> violatedFields() {
        return body.path("violations")
                .valueStream()
                .map(each -> each.path("field").asString(""))
                .toList();
    }

    /** A field of each item of a list. */
    List<String> each(String list, String field) {
        return body.path(list)
                .valueStream()
                .map(item -> item.path(field).asString(""))
                .toList();
    }

    @Override
    public String toString() {
        return status + " " + body;
    }
}
