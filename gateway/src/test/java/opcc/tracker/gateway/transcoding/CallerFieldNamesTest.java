package opcc.tracker.gateway.transcoding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A field that a service names")
class CallerFieldNamesTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "POST, /v1/books, book.display_name, displayName",
                "POST, /v1/books, book.translators[0].birth_year, translators[0].birthYear",
                "POST, /v1/books, book_id, bookId",
                "POST, /v1/books, book, body",
                "POST, /v1/books, bookish.a_b, bookish.aB",
                "POST, /v1/books, book.notes[\"a_b\"].c_d, notes[\"a_b\"].cD",
                "PATCH, /v1/shelves/1/books/2, book.name, name",
                "POST, /v1/shelves/1/books/2:lend, reader_name, readerName",
                "PUT, /v1/shelves/1/books/2/tags, tags[1], [1]",
                "GET, /v1/books, filter.author_name, filter.authorName",
            })
    void is_named_as_the_caller_wrote_it(String method, String path, String proto, String caller) {
        HttpBinding binding = ((BindingIndex.Lookup.Found) LibraryContracts.find(method, path)).binding();
        assertThat(CallerFieldNames.translate(binding, proto)).isEqualTo(caller);
    }
}
