package opcc.tracker.gateway.plain;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells the requests that need no second thought: HTTP/1.1 with one bearer token, one host, a body of known length, and of
 * characters alone that stand for themselves. What the firewall, the parser of addresses and the protocols of WebFlux are there
 * for is therefore not in them.
 */
final class PlainRequests {

    private static final Set<HttpMethod> METHODS =
            Set.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);

    /** They ask something of the connection, or of a browser's rules. */
    private static final List<CharSequence> MORE_THAN_PLAIN = List.of(
            HttpHeaderNames.EXPECT,
            HttpHeaderNames.UPGRADE,
            HttpHeaderNames.TRANSFER_ENCODING,
            HttpHeaderNames.TE,
            HttpHeaderNames.TRAILER,
            HttpHeaderNames.ORIGIN);

    private static final String BEARER = "Bearer ";

    private PlainRequests() {}

    /**
     * Whether a request is plain, as far as can be told without its body.
     *
     * @param mostHeaders how many headers it may have
     * @param mostBody how many bytes of a body it may announce
     */
    static boolean isPlain(HttpRequest request, int mostHeaders, long mostBody) {
        HttpHeaders headers = request.headers();
        return request.decoderResult().isSuccess()
                && HttpVersion.HTTP_1_1.equals(request.protocolVersion())
                && METHODS.contains(request.method())
                && isAddress(request.uri())
                && headers.size() <= mostHeaders
                && MORE_THAN_PLAIN.stream().noneMatch(headers::contains)
                && isHost(single(headers, HttpHeaderNames.HOST))
                && isBearer(single(headers, HttpHeaderNames.AUTHORIZATION))
                && HttpUtil.getContentLength(request, 0L) <= mostBody
                && areVisible(headers);
    }

    /** The path of a plain request. */
    static String path(HttpRequest request) {
        int query = request.uri().indexOf('?');
        return query < 0 ? request.uri() : request.uri().substring(0, query);
    }

    /** The query of a plain request; null if it has none. */
    static @Nullable String query(HttpRequest request) {
        int query = request.uri().indexOf('?');
        return query < 0 ? null : request.uri().substring(query + 1);
    }

    private static boolean isAddress(String uri) {
        boolean inQuery = false;
        for (int i = 0; i < uri.length(); i++) {
            char c = uri.charAt(i);
            if (c == '?' && !inQuery) {
                inQuery = true;
            } else if (!isLetterOrDigit(c) && "/_.:~-".indexOf(c) < 0 && !(inQuery && "=&,".indexOf(c) >= 0)) {
                return false;
            }
        }
        return uri.startsWith("/");
    }

    private static boolean isHost(@Nullable String host) {
        if (host == null || host.isEmpty()) {
            return false;
        }
        for (int i = 0; i < host.length(); i++) {
            if (!isLetterOrDigit(host.charAt(i)) && "-.:".indexOf(host.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    private static boolean isBearer(@Nullable String authorization) {
        return authorization != null && authorization.startsWith(BEARER);
    }

    private static @Nullable String single(HttpHeaders headers, CharSequence name) {
        Iterator<String> values = headers.valueStringIterator(name);
        String first = values.hasNext() ? values.next() : null;
        return values.hasNext() ? null : first;
    }

    private static boolean areVisible(HttpHeaders headers) {
        Iterator<Map.Entry<CharSequence, CharSequence>> all = headers.iteratorCharSequence();
        while (all.hasNext()) {
            CharSequence value = all.next().getValue();
            for (int i = 0; i < value.length(); i++) {
                if (value.charAt(i) < ' ' || value.charAt(i) > '~') {
                    return false;
                }
            }
        }
        return true;
    }
}
