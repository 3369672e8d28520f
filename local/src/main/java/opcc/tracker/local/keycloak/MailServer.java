package opcc.tracker.local.keycloak;

import java.util.Locale;
import java.util.Map;
import opcc.tracker.local.processes.StackFailure;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * By which server Keycloak sends e-mail.
 *
 * @param host its name
 * @param port where it listens
 * @param from the address that its e-mails come from
 * @param user to sign in there; empty for not signing in
 * @param password the user's
 * @param security how the connection is kept secret
 */
public record MailServer(String host, int port, String from, String user, String password, Security security) {

    static final String FIELD = "smtpServer";
    private static final String PASSWORD = "password";
    private static final int SUBMISSION = 587;
    private static final int MOST = 65_535;

    /** How a connection is kept secret. */
    public enum Security {
        /** TLS from within, as is usual at port 587. */
        STARTTLS,
        /** TLS from the beginning, as is usual at port 465. */
        TLS,
        /** Not at all: on one machine only. */
        NONE
    }

    /** One on this machine, for trying out. */
    public static MailServer nearby(int port) {
        return new MailServer("127.0.0.1", port, "tracker@example.org", "", "", Security.NONE);
    }

    /** What {@code SMTP_HOST} and its like set; null if nothing. */
    public static @Nullable MailServer fromEnvironment(Map<String, String> environment) throws StackFailure {
        String host = environment.getOrDefault("SMTP_HOST", "").strip();
        if (host.isEmpty()) {
            return null;
        }
        String from = environment.getOrDefault("SMTP_FROM", "").strip();
        if (!from.contains("@")) {
            throw new StackFailure("Set SMTP_FROM, the address that e-mails come from, beside SMTP_HOST.");
        }
        return new MailServer(
                host,
                port(environment.getOrDefault("SMTP_PORT", "").strip()),
                from,
                environment.getOrDefault("SMTP_USER", "").strip(),
                environment.getOrDefault("SMTP_PASSWORD", ""),
                security(environment.getOrDefault("SMTP_SECURITY", "").strip()));
    }

    private static int port(String given) throws StackFailure {
        try {
            int port = given.isEmpty() ? SUBMISSION : Integer.parseInt(given);
            if (port > 0 && port <= MOST) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new StackFailure("SMTP_PORT must be a port such as 587.");
    }

    private static Security security(String given) throws StackFailure {
        try {
            return given.isEmpty() ? Security.STARTTLS : Security.valueOf(given.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new StackFailure("SMTP_SECURITY must be starttls, tls or none.");
        }
    }

    /** Without the password, since a record would tell it to any log. */
    @Override
    public String toString() {
        return host + ":" + port + " from " + from;
    }

    /** Says so in a realm, in Keycloak's own notation. */
    void putInto(ObjectNode realm) {
        ObjectNode smtp = realm.putObject(FIELD)
                .put("host", host)
                .put("port", Integer.toString(port))
                .put("from", from)
                .put("starttls", Boolean.toString(security == Security.STARTTLS))
                .put("ssl", Boolean.toString(security == Security.TLS))
                .put("auth", Boolean.toString(!user.isEmpty()));
        if (!user.isEmpty()) {
            smtp.put("user", user).put(PASSWORD, password);
        }
    }

    /** The realm's settings without the password, which Keycloak shows to nobody. */
    static ObjectNode withoutPassword(ObjectNode settings) {
        ObjectNode shown = settings.deepCopy();
        if (shown.path(FIELD) instanceof ObjectNode smtp) {
            smtp.remove(PASSWORD);
        }
        return shown;
    }

    static boolean hasPassword(ObjectNode settings) {
        return settings.path(FIELD).has(PASSWORD);
    }
}
