package opcc.tracker.gateway.answers;

import java.util.Map;

/** What every answer tells a browser: to keep nothing, to run nothing, to frame nothing. */
public final class SecurityHeaders {

    /** The headers with their values. Who answers a page of its own puts a policy in their place that lets it work. */
    public static final Map<String, String> ALL = Map.of(
            "Cache-Control", "no-store",
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Referrer-Policy", "no-referrer",
            "Strict-Transport-Security", "max-age=31536000; includeSubDomains",
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY");

    private SecurityHeaders() {}
}
