package uk.gov.service.notify;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;
import java.time.Duration;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * Notify's own client with the time-outs that it lacks. It stands in the client's package since the connection can be had
 * nowhere else; a version of the client that changes this does not compile. For one call.
 */
@NullMarked
public final class TimedNotificationClient extends NotificationClient {

    private final Duration connectTimeout;
    private final Duration readTimeout;
    private @Nullable HttpURLConnection connection;

    /** Calls {@code baseUrl}, waiting so long for a connection and for each part of an answer. */
    public TimedNotificationClient(String apiKey, String baseUrl, Duration connectTimeout, Duration readTimeout) {
        super(apiKey, baseUrl);
        this.connectTimeout = connectTimeout;
        this.readTimeout = readTimeout;
    }

    @Override
    HttpURLConnection getConnection(URL url) throws IOException {
        HttpURLConnection opened = super.getConnection(url);
        opened.setConnectTimeout(Math.toIntExact(connectTimeout.toMillis()));
        opened.setReadTimeout(Math.toIntExact(readTimeout.toMillis()));
        // The token goes where it was meant to go and nowhere else.
        opened.setInstanceFollowRedirects(false);
        connection = opened;
        return opened;
    }

    /** How long the answer asks to wait, in whole seconds; nothing if it does not. */
    public Duration retryAfter() {
        HttpURLConnection answered = connection;
        String seconds = answered == null ? null : answered.getHeaderField("Retry-After");
        return seconds != null && seconds.matches("[0-9]{1,5}")
                ? Duration.ofSeconds(Long.parseLong(seconds))
                : Duration.ZERO;
    }
}
