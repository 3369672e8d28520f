package opcc.tracker.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody with a browser: follows redirects, keeps cookies, reads forms. */
final class Visitor {

    private static final Pattern FORM_ACTION = Pattern.compile("<form[^>]*action=\"([^\"]+)\"");

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI home;
    /** By authority, since both servers of the test are on one host. */
    private final Map<String, Map<String, String>> cookies = new LinkedHashMap<>();

    private Page page = new Page(URI.create("about:blank"), 0, "");

    /**
     * What the browser shows.
     *
     * @param address where it came from
     * @param status of the answer
     * @param html its content
     */
    record Page(URI address, int status, String html) {

        boolean asksFor(String field) {
            return html.contains("name=\"" + field + "\"");
        }

        /** The value of a field of the form. */
        String field(String name) {
            Matcher matcher = Pattern.compile("<input[^>]*name=\"" + name + "\"[^>]*value=\"([^\"]*)\"")
                    .matcher(html);
            if (!matcher.find()) {
                matcher = Pattern.compile("<input[^>]*value=\"([^\"]*)\"[^>]*name=\"" + name + "\"")
                        .matcher(html);
                assertThat(matcher.find()).as("field %s of %s", name, html).isTrue();
            }
            return matcher.group(1);
        }
    }

    Visitor(URI home) {
        this.home = home;
    }

    Page page() {
        return page;
    }

    /** Goes to an address of the tracker, and on to wherever it leads. */
    Page open(String path) {
        return go(HttpRequest.newBuilder(home.resolve(path)).GET());
    }

    /** Sends the form of the page. */
    Page submit(Map<String, String> fields) {
        Matcher action = FORM_ACTION.matcher(page.html);
        assertThat(action.find()).as("a form in %s", page.html).isTrue();
        String form = fields.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return go(HttpRequest.newBuilder(page.address.resolve(action.group(1).replace("&amp;", "&")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    /** Calls the API by the session alone. */
    HttpResponse<String> call(String method, String path, String json, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(home.resolve(path))
                .header("Content-Type", "application/json")
                .method(method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
        headers.forEach(request::header);
        return send(request);
    }

    private Page go(HttpRequest.Builder request) {
        HttpResponse<String> answer = send(request);
        for (int i = 0; i < 10 && answer.statusCode() / 100 == 3; i++) {
            answer = send(HttpRequest.newBuilder(answer.uri()
                            .resolve(answer.headers().firstValue("Location").orElseThrow()))
                    .GET());
        }
        page = new Page(answer.uri(), answer.statusCode(), answer.body());
        return page;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        URI uri = request.copy().build().uri();
        Map<String, String> own = cookies.computeIfAbsent(uri.getAuthority(), name -> new LinkedHashMap<>());
        if (!own.isEmpty()) {
            request.header(
                    "Cookie",
                    own.entrySet().stream()
                            .map(each -> each.getKey() + "=" + each.getValue())
                            .collect(Collectors.joining("; ")));
        }
        try {
            HttpResponse<String> answer =
                    http.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
            for (String cookie : answer.headers().allValues("Set-Cookie")) {
                String[] pair = cookie.split(";", 2)[0].split("=", 2);
                if (cookie.contains("Max-Age=0")) {
                    own.remove(pair[0]);
                } else {
                    own.put(pair[0], pair[1]);
                }
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
