package opcc.tracker.gateway.stage;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A browser that keeps its cookies, and follows no redirect by itself. */
public final class Browser {

    private final Caller caller;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    public Browser(GatewayUnderTest gateway) {
        this.caller = gateway.caller();
    }

    public Caller.Answer get(String path) {
        return keep(withCookies().get(path));
    }

    /** Sends a form. */
    public Caller.Answer submit(String path, String form) {
        return keep(withCookies()
                .with("Content-Type", "application/x-www-form-urlencoded")
                .send("POST", path, BodyPublishers.ofString(form)));
    }

    /** A caller that brings this browser's cookies. */
    public Caller withCookies() {
        String header = cookies.entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining("; "));
        return header.isEmpty() ? caller : caller.with("Cookie", header);
    }

    /** The value of a cookie; empty if there is none. */
    public String cookie(String name) {
        return cookies.getOrDefault(name, "");
    }

    public void setCookie(String name, String value) {
        cookies.put(name, value);
    }

    /** Keeps the cookies that an answer sets, and drops those that it takes back. */
    public Caller.Answer keep(Caller.Answer answer) {
        for (String cookie : answer.headers().allValues("Set-Cookie")) {
            String pair = cookie.split(";", 2)[0];
            String name = pair.substring(0, pair.indexOf('='));
            if (cookie.contains("Max-Age=0")) {
                cookies.remove(name);
            } else {
                cookies.put(name, pair.substring(name.length() + 1));
            }
        }
        return answer;
    }
}
