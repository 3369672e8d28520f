package opcc.tracker.gateway.transcoding;

import static opcc.tracker.gateway.transcoding.LibraryContracts.as;
import static opcc.tracker.gateway.transcoding.LibraryContracts.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.NullValue;
import com.google.protobuf.util.JsonFormat;
import java.util.List;
import library.Book;
import library.CreateBookRequest;
import library.LendBookRequest;
import library.TagBookRequest;
import library.UpdateBookRequest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A request body")
class RequestBodyTest {

    private static Book book(String json) {
        return as(CreateBookRequest.class, request("POST", "/v1/books?bookId=b", json))
                .getBook();
    }

    private static List<Violation> refused(String json) {
        return catchThrowableOfType(InvalidRequestException.class, () -> book(json)).violations();
    }

    @Test
    void may_be_one_field_with_the_rest_in_the_query() {
        CreateBookRequest read = as(
                CreateBookRequest.class, request("POST", "/v1/books?bookId=dune", "{\"displayName\":\"Dune\"}"));
        assertThat(read.getBookId()).isEqualTo("dune");
        assertThat(read.getBook().getDisplayName()).isEqualTo("Dune");
    }

    @Test
    void may_be_everything_that_the_path_does_not_hold() {
        LendBookRequest read = as(
                LendBookRequest.class,
                request("POST", "/v1/shelves/1/books/2:lend", "{\"reader\":\"me\",\"period\":\"1.5s\"}"));
        assertThat(read.getName()).isEqualTo("shelves/1/books/2");
        assertThat(read.getReader()).isEqualTo("me");
        assertThat(read.getPeriod().getNanos()).isEqualTo(500_000_000);
    }

    @Test
    void may_be_left_out_when_it_would_be_everything() {
        assertThat(as(LendBookRequest.class, request("POST", "/v1/shelves/1/books/2:lend", ""))
                        .getName())
                .isEqualTo("shelves/1/books/2");
    }

    @Test
    void may_be_a_list() {
        assertThat(as(TagBookRequest.class, request("PUT", "/v1/shelves/1/books/2/tags", "[\"a\",\"b\"]"))
                        .getTagsList())
                .containsExactly("a", "b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"displayName\":\"\\u00e9\\ud83d\\ude00\\n\",\"display\\u004eame\":null}",
                "{\"display_name\":\"by its proto name\"}",
                "{\"author\":{\"fullName\":\"A\",\"birthYear\":1920},\"translators\":[{},{\"fullName\":\"B\"}]}",
                "{\"genre\":\"NOVEL\",\"otherGenres\":[2,\"NOVEL\",99]}",
                "{\"pages\":\"12\",\"pricePence\":\"9223372036854775807\",\"copies\":4294967295}",
                "{\"pages\":1.0,\"pricePence\":-9223372036854775808,\"barcode\":\"18446744073709551615\",\"isbn\":1e3}",
                "{\"shelfOffset\":-2147483648,\"weight\":1.5,\"rating\":\"NaN\",\"lent\":true}",
                "{\"weight\":\"-Infinity\",\"rating\":1e308}",
                "{\"cover\":\"AQID\"}",
                "{\"cover\":\"_-8\"}",
                "{\"notes\":{\"a\":\"b\",\"\":\"c\"},\"chapters\":{\"-1\":{\"fullName\":\"C\"}},\"votes\":{\"true\":\"5\"}}",
                "{\"person\":\"me\"}",
                "{\"writer\":{\"fullName\":\"D\"}}",
                "{\"edition\":0}",
                "{\"createTime\":\"2026-04-01T09:00:00.123456789Z\",\"loanPeriod\":\"-0.5s\"}",
                "{\"createTime\":\"0001-01-01T00:00:00Z\",\"lentTimes\":[\"9999-12-31T23:59:59.999999999Z\"]}",
                "{\"extra\":{\"a\":[1,\"x\",null,true,{\"b\":{}}]},\"anything\":null,\"items\":[[],{}]}",
                "{\"stock\":\"0\",\"motto\":\"\",\"checked\":false,\"nothing\":null}",
                "{\"lockedFields\":\"displayName,author.fullName\"}",
                "{\"sequel\":{\"sequel\":{\"pages\":3}}}",
            })
    void is_read_as_protobufs_own_reader_does(String json) throws Exception {
        String once = json.replace(",\"display\\u004eame\":null", "");
        Book.Builder expected = Book.newBuilder();
        JsonFormat.parser().merge(once, expected);
        assertThat(book(once)).isEqualTo(expected.build());
    }

    @Test
    void null_means_absent_except_where_null_is_a_value() {
        Book read = book("{\"displayName\":null,\"author\":null,\"tags\":null,\"stock\":null,\"anything\":null}");
        assertThat(read.hasAuthor()).isFalse();
        assertThat(read.hasStock()).isFalse();
        assertThat(read.getAnything().getNullValue()).isEqualTo(NullValue.NULL_VALUE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"displyName\":\"x\"} | displyName | is not known here; did you mean displayName?",
                "{\"author\":{\"fulName\":\"x\"}} | author.fulName | is not known here; did you mean fullName?",
                "{\"translators\":[{},{\"birthYear\":\"x\"}]} | translators[1].birthYear | must be a whole number",
                "{\"pages\":\"x\"} | pages | must be a whole number",
                "{\"pages\":{\"a\":[1,2]}} | pages | must be a whole number, but is an object",
                "{\"pages\":true} | pages | must be a whole number, but is true or false",
                "{\"pages\":1.5} | pages | must be a whole number",
                "{\"pages\":1e999999999} | pages | is out of range",
                "{\"pages\":1e-999999999} | pages | must be a whole number",
                "{\"pages\":2147483648} | pages | is out of range: must be a whole number from -2147483648 to 2147483647",
                "{\"copies\":-1} | copies | is out of range: must be a whole number from 0 to 4294967295",
                "{\"weight\":1e39} | weight | is out of range",
                "{\"displayName\":5} | displayName | must be text, but is a number",
                "{\"lent\":\"true\"} | lent | must be true or false, but is text",
                "{\"genre\":\"NOVLE\"} | genre | must be one of NOVEL, POETRY; did you mean NOVEL?",
                "{\"genre\":1.5} | genre | must be one of NOVEL, POETRY, but is a number",
                "{\"otherGenres\":[\"NOVEL\",null]} | otherGenres[1] | must be one of NOVEL, POETRY, but is null",
                "{\"tags\":\"a\"} | tags | must be a list, but is text",
                "{\"tags\":[[]]} | tags[0] | must be text, but is a list",
                "{\"author\":[]} | author | must be an object, but is a list",
                "{\"notes\":[]} | notes | must be an object, but is a list",
                "{\"notes\":{\"a\":1}} | notes[\"a\"] | must be text, but is a number",
                "{\"chapters\":{\"x\":{}}} | chapters[\"x\"] | has a key that must be a whole number",
                "{\"votes\":{\"true\":1,\"true\":2}} | votes[\"true\"] | is given twice",
                "{\"pages\":1,\"pages\":2} | pages | is given twice",
                "{\"displayName\":\"a\",\"display_name\":\"b\"} | display_name | is given twice",
                "{\"person\":\"a\",\"writer\":{}} | writer | cannot be given together with person",
                "{\"cover\":\"***\"} | cover | must be base64 text",
                "{\"createTime\":\"today\"} | createTime | must be a time such as 2026-04-01T09:00:00Z",
                "{\"createTime\":5} | createTime | must be a time such as 2026-04-01T09:00:00Z, but is a number",
                "{\"loanPeriod\":\"5\"} | loanPeriod | must be a duration in seconds such as 1.5s",
                "{\"extra\":[]} | extra | must be an object, but is a list",
                "{\"displayName\":\"\\ud800\"} | displayName | holds half of a character (a lone surrogate)",
                "[] | body | must be an object, but is a list",
                "null | body | must be an object, but is null",
                "{} {} | body | holds more than one JSON value",
                "{\"name\":\"a\" \"b\"} | name | is not valid JSON at line 1, column 13",
                "{'name':1} | body | is not valid JSON at line 1, column 2",
                "{\"pages\":01} | pages | is not valid JSON at line 1, column 11",
                "{\"pages\":NaN} | pages | is not valid JSON at line 1, column 13",
            })
    void that_does_not_fit_is_reported_with_its_path(String json, String field, String description) {
        assertThat(refused(json)).containsExactly(new Violation(field, description));
    }

    @Test
    void that_ends_too_early_says_so() {
        assertThat(refused("{\"author\":{\n\"fullName\":\"Jane Doe\"").getFirst().description())
                .startsWith("is not valid JSON: it ends too early at line 2");
        assertThat(refused(" ").getFirst().field()).isEqualTo("body");
    }

    @Test
    void is_reported_whole_not_only_its_first_mistake() {
        assertThat(refused("{\"pages\":\"x\",\"zzz\":[{\"a\":1}],\"genre\":\"Q\",\"author\":{\"birthYear\":false}}"))
                .extracting(Violation::field)
                .containsExactly("pages", "zzz", "genre", "author.birthYear");
    }

    @Test
    void never_has_its_values_repeated() {
        String secret = "Jane-Doe-1990";
        String json = "{\"pages\":\"S\",\"genre\":\"S\",\"lent\":\"S\",\"createTime\":\"S\",\"cover\":\"S!\",\"weight\":\"S\","
                + "\"displayName\":[\"S\"],\"extra\":\"S\",\"loanPeriod\":\"S\",\"broken\":S}";
        assertThat(refused(json.replace("S", secret)).toString()).doesNotContain("Jane");
        assertThat(refused("{\"" + "Jane Doe ".repeat(20) + "\":1}").toString()).doesNotContain("Jane");
    }

    @Test
    void nested_too_deeply_is_refused() {
        String deep = "{\"sequel\":".repeat(70) + "{}" + "}".repeat(70);
        assertThat(refused(deep).getFirst().description()).isEqualTo("is nested deeper than 64 levels");
        String lists = "{\"zzz\":" + "[".repeat(100_000);
        assertThat(refused(lists).getLast().description()).isEqualTo("is nested deeper than 64 levels");
    }

    @Test
    void that_is_not_utf_8_is_refused() {
        InvalidRequestException refused = catchThrowableOfType(
                InvalidRequestException.class,
                () -> request("POST", "/v1/books", new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}));
        assertThat(refused.violations()).containsExactly(new Violation("body", "is not UTF-8 text"));
    }

    @Test
    void is_missing_when_it_is_one_field_and_empty() {
        assertThat(refused("")).containsExactly(new Violation("body", "is missing: a JSON object is needed"));
    }

    @Test
    void is_refused_where_the_rule_takes_none() {
        InvalidRequestException refused =
                catchThrowableOfType(InvalidRequestException.class, () -> request("GET", "/v1/books", "{}"));
        assertThat(refused.violations()).containsExactly(new Violation("body", "is not taken by this call"));
    }

    @Test
    void must_agree_with_the_path() {
        assertThat(as(
                                UpdateBookRequest.class,
                                request("PATCH", "/v1/shelves/1/books/2", "{\"name\":\"shelves/1/books/2\",\"pages\":1}"))
                        .getBook()
                        .getName())
                .isEqualTo("shelves/1/books/2");
        InvalidRequestException refused = catchThrowableOfType(
                InvalidRequestException.class,
                () -> request("PATCH", "/v1/shelves/1/books/2", "{\"name\":\"shelves/1/books/3\",\"pages\":1}"));
        assertThat(refused.violations()).containsExactly(new Violation("name", "does not agree with the path"));
    }

    @Test
    void of_a_patch_says_what_changes_when_no_mask_is_given() {
        UpdateBookRequest read = as(
                UpdateBookRequest.class,
                request(
                        "PATCH",
                        "/v1/shelves/1/books/2",
                        "{\"name\":\"shelves/1/books/2\",\"etag\":\"e\",\"display_name\":null,\"author\":{\"birthYear\":1},"
                                + "\"tags\":[],\"createTime\":\"2026-01-01T00:00:00Z\",\"sequel\":{},\"notes\":{\"a\":\"b\"}}"));
        assertThat(read.getUpdateMask().getPathsList())
                .containsExactly("display_name", "author.birth_year", "tags", "create_time", "sequel", "notes");
        assertThat(read.getBook().getEtag()).isEqualTo("e");
    }

    @Test
    void of_a_patch_with_a_mask_leaves_the_mask_as_given() {
        UpdateBookRequest read = as(
                UpdateBookRequest.class,
                request("PATCH", "/v1/shelves/1/books/2?updateMask=displayName", "{\"pages\":5}"));
        assertThat(read.getUpdateMask().getPathsList()).containsExactly("display_name");
    }

    @Test
    void of_a_patch_that_changes_nothing_is_refused() {
        InvalidRequestException refused = catchThrowableOfType(
                InvalidRequestException.class, () -> request("PATCH", "/v1/shelves/1/books/2", "{\"etag\":\"e\"}"));
        assertThat(refused.violations()).containsExactly(new Violation("body", "holds no field to change"));
    }
}
