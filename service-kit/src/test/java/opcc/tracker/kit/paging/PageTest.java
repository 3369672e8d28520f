package opcc.tracker.kit.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import opcc.tracker.kit.refusal.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {

    private final List<String> all =
            IntStream.range(100, 110).mapToObj(Integer::toString).toList();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 9, 10, 11})
    void following_the_tokens_gives_every_item_once(int size) {
        List<String> seen = new ArrayList<>();
        String token = "";
        do {
            Page page = Page.of(size, token);
            Page.Cut<String> cut = page.cut(
                    all.stream()
                            .filter(item -> item.compareTo(page.after()) > 0)
                            .limit(page.size() + 1L)
                            .toList(),
                    Function.identity());
            seen.addAll(cut.items());
            token = cut.nextPageToken();
        } while (!token.isEmpty());

        assertThat(seen).isEqualTo(all);
    }

    @Test
    void no_size_means_a_hundred() {
        assertThat(Page.of(0, "").size()).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%%%", "bm90IG91cnM", "x"})
    void a_token_that_no_list_answered_is_refused(String token) {
        assertThatThrownBy(() -> Page.of(10, token)).isInstanceOf(Refusal.class).hasMessageStartingWith("page_token");
    }
}
