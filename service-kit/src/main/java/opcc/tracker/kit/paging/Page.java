package opcc.tracker.kit.paging;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import opcc.tracker.kit.refusal.Refusal;

/**
 * Which page of a list is asked for. A token holds the sort key of the last item of the page before, so that items which
 * come and go meanwhile are neither repeated nor lost.
 *
 * @param after the sort key to go on after; empty for the first page
 * @param size how many items at most, 1 to 1000
 */
public record Page(String after, int size) {

    private static final int DEFAULT_SIZE = 100;
    private static final String VERSION = "1:";

    /** Reads a request's {@code page_size} (0 for the default of 100) and {@code page_token}. */
    public static Page of(int pageSize, String pageToken) {
        return new Page(pageToken.isEmpty() ? "" : decode(pageToken), pageSize == 0 ? DEFAULT_SIZE : pageSize);
    }

    /**
     * The page's items and the token of the next one.
     *
     * @param found the items after {@link #after}, in order, at least one more than {@link #size} if there are
     * @param key the sort key of an item
     */
    public <T> Cut<T> cut(List<T> found, Function<T, String> key) {
        if (found.size() <= size) {
            return new Cut<>(found, "");
        }
        List<T> items = found.subList(0, size);
        return new Cut<>(items, encode(key.apply(items.getLast())));
    }

    /**
     * A page of items.
     *
     * @param items at most as many as asked for
     * @param nextPageToken empty on the last page
     */
    public record Cut<T>(List<T> items, String nextPageToken) {}

    private static String encode(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((VERSION + key).getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String token) {
        try {
            String decoded = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            if (decoded.startsWith(VERSION)) {
                return decoded.substring(VERSION.length());
            }
        } catch (IllegalArgumentException e) {
            // Falls through: not one of our tokens.
        }
        throw notAToken();
    }

    /** What a caller is told whose token no list has answered. */
    public static Refusal notAToken() {
        return Refusal.invalid("page_token", "is not a token that a list has answered");
    }
}
