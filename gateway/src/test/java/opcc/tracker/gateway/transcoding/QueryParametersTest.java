package opcc.tracker.gateway.transcoding;

import static opcc.tracker.gateway.transcoding.LibraryContracts.as;
import static opcc.tracker.gateway.transcoding.LibraryContracts.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import library.Genre;
import library.ListBooksRequest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A query parameter")
class QueryParametersTest {

    private static ListBooksRequest list(String query) {
        return as(ListBooksRequest.class, request("GET", "/v1/books?" + query, ""));
    }

    private static String problem(String query) {
        InvalidRequestException refused =
                catchThrowableOfType(InvalidRequestException.class, () -> request("GET", "/v1/books?" + query, ""));
        return refused.violations().stream().map(v -> v.field() + " " + v.description()).reduce("", (a, b) -> a + b + "\n");
    }

    @Test
    void may_be_named_in_camel_case_or_as_in_the_proto() {
        assertThat(list("pageSize=5").getPageSize()).isEqualTo(5);
        assertThat(list("page_size=5").getPageSize()).isEqualTo(5);
    }

    @Test
    void reaches_nested_fields_by_dots() {
        ListBooksRequest read = list("filter.authorName=Frank+Herbert&filter.price.least_pence=-3&filter.price.mostPence=9");
        assertThat(read.getFilter().getAuthorName()).isEqualTo("Frank Herbert");
        assertThat(read.getFilter().getPrice().getLeastPence()).isEqualTo(-3);
        assertThat(read.getFilter().getPrice().getMostPence()).isEqualTo(9);
    }

    @Test
    void is_repeated_to_give_a_list() {
        ListBooksRequest read = list("tags=a%2Cb&genres=NOVEL&tags=c&genres=2&filter.years=1&filter.years=2");
        assertThat(read.getTagsList()).containsExactly("a,b", "c");
        assertThat(read.getGenresList()).containsExactly(Genre.NOVEL, Genre.POETRY);
        assertThat(read.getFilter().getYearsList()).containsExactly(1, 2);
    }

    @Test
    void carries_times_masks_wrappers_numbers_and_bytes() {
        ListBooksRequest read = list("since=2026-04-01T00:00:00%2B01:00&readMask=displayName,author.full_name"
                + "&leastRating=4.5e0&cover=_-8&lent=false");
        assertThat(read.getSince().getSeconds()).isEqualTo(1774998000);
        assertThat(read.getReadMask().getPathsList()).containsExactly("display_name", "author.full_name");
        assertThat(read.getLeastRating()).isEqualTo(4.5);
        assertThat(read.getCover().toByteArray()).containsExactly(0xff, 0xef);
        assertThat(read.hasLent()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pageSiz=5 | pageSiz is not known here; did you mean pageSize?",
                "filter.athorName=x | filter.athorName is not known here; did you mean authorName?",
                "zzz=5 | zzz is not known here",
                "pageSize=many | pageSize must be a whole number",
                "pageSize= | pageSize must be a whole number",
                "pageSize=1.5 | pageSize must be a whole number",
                "pageSize=2147483648 | pageSize is out of range: must be a whole number from -2147483648 to 2147483647",
                "pageSize=1&page_size=2 | page_size is given twice",
                "genres=NOVELL | genres must be one of NOVEL, POETRY; did you mean NOVEL?",
                "since=yesterday | since must be a time such as 2026-04-01T09:00:00Z",
                "since=2026-02-30T00:00:00Z | since must be a time such as 2026-04-01T09:00:00Z",
                "lent=yes | lent must be true or false",
                "filter=x | filter is an object; give its fields one by one",
                "pageSize.x=1 | pageSize.x is not known here; did you mean pageSize?",
                "tags=%ff | query is not well-formed percent-encoded UTF-8",
                "tags=%2 | query is not well-formed percent-encoded UTF-8",
            })
    void that_does_not_fit_is_named(String query, String expected) {
        assertThat(problem(query).strip()).isEqualTo(expected);
    }

    @Test
    void cannot_set_what_the_path_or_the_body_sets() {
        InvalidRequestException path = catchThrowableOfType(
                InvalidRequestException.class, () -> request("GET", "/v1/shelves/3/books?shelf=4", ""));
        assertThat(path.violations()).containsExactly(new Violation("shelf", "is taken from the path"));
        InvalidRequestException field = catchThrowableOfType(
                InvalidRequestException.class, () -> request("POST", "/v1/books?book.pages=4", "{}"));
        assertThat(field.violations()).containsExactly(new Violation("book.pages", "is taken from the body"));
        InvalidRequestException whole = catchThrowableOfType(
                InvalidRequestException.class, () -> request("POST", "/v1/shelves/1/books/2:lend?reader=me", "{}"));
        assertThat(whole.violations())
                .containsExactly(new Violation("reader", "is not taken from the query; give it in the body"));
    }

    @Test
    void all_wrong_ones_are_reported_together() {
        assertThat(problem("pageSize=x&genres=Y&zzz=1").lines()).hasSize(3);
    }
}
