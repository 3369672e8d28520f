package opcc.tracker.gateway.console;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.util.HtmlUtils;

/** The pages: plain HTML that works without a script, in the manner of GOV.UK but without its crown and font. */
final class ConsolePage {

    /** What the pages may load and where their forms may go: this server alone. */
    static final String POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private ConsolePage() {}

    /** For somebody who is signed in. */
    static String signedIn(Jwt token, List<String> roles, String csrf) {
        return page("Signed in", """
            <h1>Victim support tracker</h1>
            <p class="lead">Signed in as <strong>%s</strong></p>
            <dl>
            <dt>Roles</dt><dd>%s</dd>
            <dt>Police areas</dt><dd>%s</dd>
            <dt>Provider</dt><dd>%s</dd>
            <dt>Second factor</dt><dd>%s</dd>
            </dl>
            <form method="post" action="/logout">
            <input type="hidden" name="csrf" value="%s">
            <button type="submit">Sign out</button>
            </form>
            """.formatted(
                        text(token.getClaimAsString("preferred_username")),
                        listed(roles),
                        listed(token.getClaimAsStringList("areas")),
                        text(token.getClaimAsString("provider")),
                        "second-factor".equals(token.getClaimAsString("acr"))
                                ? "shown"
                                : "not shown. <a href=\"/login?acr_values=second-factor\">Sign in with it</a>",
                        text(csrf)));
    }

    /** For everybody else. */
    static String signedOut() {
        return page("Sign in", """
            <h1>Victim support tracker</h1>
            <p class="lead">For the people who commission, fund and provide support for victims of modern slavery.</p>
            <p><a class="button" href="/login">Sign in</a></p>
            """);
    }

    /** When signing in did not work. */
    static String failed(String why) {
        return page("Not signed in", """
            <h1>You are not signed in</h1>
            <p class="lead">%s</p>
            <p><a class="button" href="/login">Try again</a></p>
            """.formatted(text(why)));
    }

    private static String page(String title, String content) {
        return """
            <!DOCTYPE html>
            <html lang="en-GB">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%s - Victim support tracker</title>
            <link rel="stylesheet" href="/console.css">
            </head>
            <body>
            <header><span>Victim support tracker</span></header>
            <main>
            %s</main>
            </body>
            </html>
            """.formatted(title, content);
    }

    private static String listed(@Nullable List<String> values) {
        return text(values == null ? null : String.join(", ", values));
    }

    private static String text(@Nullable String value) {
        return value == null || value.isEmpty() ? "none" : HtmlUtils.htmlEscape(value);
    }
}
