package opcc.tracker.gateway.transcoding;

import static opcc.tracker.gateway.transcoding.LibraryContracts.find;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import opcc.tracker.gateway.transcoding.BindingIndex.Lookup;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A path template of an HTTP rule")
class HttpRuleTest {

    private static String rpc(String method, String path) {
        return find(method, path) instanceof Lookup.Found found
                ? found.binding().rpc().method().getName()
                : "none";
    }

    private static Map<String, String> values(String method, String path) {
        return ((Lookup.Found) find(method, path)).pathValues();
    }

    @Test
    void a_variable_of_several_segments_takes_them_with_their_slashes() {
        assertThat(values("GET", "/v1/shelves/7/books/dune")).containsExactly(Map.entry("name", "shelves/7/books/dune"));
    }

    @Test
    void a_variable_without_a_pattern_takes_exactly_one_segment() {
        assertThat(values("GET", "/v1/shelves/7/books")).containsExactly(Map.entry("shelf", "7"));
        assertThat(rpc("LOCK", "/v1/shelves/7/8")).isEqualTo("none");
    }

    @Test
    void a_variable_of_one_segment_is_decoded_wholly() {
        assertThat(values("GET", "/v1/shelves/a%2Fb%20c%C3%A9+/books")).containsEntry("shelf", "a/b c\u00e9+");
    }

    @Test
    void a_variable_of_several_segments_keeps_its_encoded_slashes() {
        assertThat(values("GET", "/v1/shelves/a%2Fb/books/c%20d%2f"))
                .containsEntry("name", "shelves/a%2Fb/books/c d%2f");
    }

    @Test
    void two_stars_take_all_that_is_left_even_nothing() {
        assertThat(values("GET", "/v1/files/a/b/c")).containsEntry("path", "a/b/c");
        assertThat(values("GET", "/v1/files")).containsEntry("path", "");
    }

    @Test
    void a_nested_field_may_be_bound() {
        assertThat(values("PATCH", "/v1/shelves/1/books/2")).containsEntry("book.name", "shelves/1/books/2");
    }

    @Test
    void a_literal_wins_over_a_variable() {
        assertThat(rpc("GET", "/v1/shelves/all/books/newest")).isEqualTo("GetNewestBook");
        assertThat(rpc("GET", "/v1/shelves/all/books/oldest")).isEqualTo("GetBook");
        assertThat(rpc("PATCH", "/v1/shelves/all/books/newest")).isEqualTo("UpdateBook");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/shelves/1/books/2:lend, LendBook",
        "POST, /v1/shelves/1/books/2:burn, none",
        "POST, /v1/shelves/1/books/2:Lend, none",
        "GET, /v1/shelves/1/books/2:, none",
        "GET, /v1/shelves/1/books/2%3Alend, GetBook",
        "POST, /v1/shelves/1/books/a:b:lend, LendBook",
        "GET, /v1/books:all, none",
    })
    void a_verb_is_matched_exactly(String method, String path, String expected) {
        assertThat(rpc(method, path)).isEqualTo(expected);
    }

    @Test
    void additional_bindings_and_custom_methods_are_rules_like_others() {
        assertThat(rpc("GET", "/v1/books")).isEqualTo("ListBooks");
        assertThat(rpc("GET", "/v1/shelves/3/books")).isEqualTo("ListBooks");
        assertThat(rpc("LOCK", "/v1/shelves/3")).isEqualTo("LockShelf");
    }

    @Test
    void head_is_answered_by_the_rule_for_get() {
        assertThat(rpc("HEAD", "/v1/books")).isEqualTo("ListBooks");
    }

    @Test
    void a_known_path_with_another_method_says_which_methods_it_has() {
        assertThat(find("DELETE", "/v1/books")).isInstanceOfSatisfying(Lookup.WrongMethod.class, wrong -> assertThat(
                        wrong.allowed())
                .containsExactly("GET", "HEAD", "POST"));
        assertThat(find("GET", "/v1/shelves/1/books/2:lend")).isInstanceOfSatisfying(
                Lookup.WrongMethod.class, wrong -> assertThat(wrong.allowed()).containsExactly("POST"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/", "/v1", "/v1/", "/v1/books/", "//v1/books", "/v1//books", "/V1/books", "/v1/shelves/../books/x",
                "/v1/shelves/./books/x", "/v1/shelves/%2e%2E/books/x", "/v1/shelves/%zz/books/x",
                "/v1/shelves/%ff/books/x", "/v1/shelves/%2/books/x", "/v1/shelves//books/x", "v1/books", "*", ""
            })
    void a_path_that_is_not_clean_matches_nothing(String path) {
        assertThat(find("GET", path)).isInstanceOf(Lookup.UnknownPath.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "v1", "/", "/v1/", "/v1/{}", "/v1/{a", "/v1/{a=}", "/v1/{a=b/{c}}", "/v1/**/x", "/v1/{a}/{a}",
                "/v1/{a=**}/b", "/v1:", "/v1/a}", "/v1/{.a}", "/v1/a*b", "/v1:b/c"
            })
    void a_template_that_is_not_well_formed_is_refused(String template) {
        assertThatThrownBy(() -> PathTemplate.parse(template)).isInstanceOf(IllegalArgumentException.class);
    }
}
