package opcc.tracker.funds.notifications;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import opcc.tracker.v1.ChannelEnum.Channel;
import uk.gov.service.notify.NotificationClientException;
import uk.gov.service.notify.TimedNotificationClient;

/** GOV.UK Notify by its own client. */
final class GovUkNotify implements Notify {

    /** Notify counts messages by the minute. */
    private static final Duration RATE_WINDOW = Duration.ofMinutes(1);

    private static final int LONGEST_REASON = 200;
    private static final Pattern MESSAGE = Pattern.compile("\"message\"\\s*:\\s*\"([^\"]*)\"");
    private static final Pattern ADDRESS = Pattern.compile("\\S+@\\S+|\\+?\\d[\\d ()-]{6,}");

    private final Settings settings;

    /**
     * How Notify is reached.
     *
     * @param apiKey name, service and secret as Notify gives them
     * @param baseUrl where it is
     * @param emailTemplate id of the template for e-mails
     * @param textTemplate id of the template for text messages
     * @param connectTimeout how long a connection is waited for
     * @param readTimeout how long an answer is waited for
     */
    record Settings(
            String apiKey,
            String baseUrl,
            String emailTemplate,
            String textTemplate,
            Duration connectTimeout,
            Duration readTimeout) {

        private static final Pattern KEY = Pattern.compile(".*[0-9a-fA-F-]{36}-[0-9a-fA-F-]{36}");

        Settings {
            if (!KEY.matcher(apiKey).matches()) {
                throw new IllegalArgumentException("NOTIFY_API_KEY has not the form of a key of GOV.UK Notify.");
            }
            if (emailTemplate.isBlank() || textTemplate.isBlank()) {
                throw new IllegalArgumentException("NOTIFY_API_KEY is set, so NOTIFY_EMAIL_TEMPLATE and"
                        + " NOTIFY_TEXT_TEMPLATE must be: the ids of the templates.");
            }
        }

        /** Without the secret. */
        @Override
        public String toString() {
            return "GOV.UK Notify at " + baseUrl;
        }
    }

    GovUkNotify(Settings settings) {
        this.settings = settings;
        // Else the JDK repeats a POST of its own accord when a connection breaks, and somebody is told twice.
        System.setProperty("sun.net.http.retryPost", "false");
    }

    @Override
    public Answer send(Channel channel, String address, Map<String, String> words, String reference) {
        return ask(client -> {
            if (channel == Channel.TEXT) {
                client.sendSms(settings.textTemplate, address, words, reference);
            } else {
                client.sendEmail(settings.emailTemplate, address, words, reference);
            }
            return new Taken();
        });
    }

    @Override
    public Answer earlier(String reference) {
        Answer answer = ask(client -> client.getNotifications(null, null, reference, null)
                        .getNotifications()
                        .isEmpty()
                ? new Unknown()
                : new Taken());
        // Only the question was refused, not the message.
        return answer instanceof Rejected(String reason) ? new NotNow(reason, Duration.ZERO, false) : answer;
    }

    private interface Call {
        Answer on(TimedNotificationClient client) throws NotificationClientException;
    }

    private Answer ask(Call call) {
        TimedNotificationClient client = new TimedNotificationClient(
                settings.apiKey, settings.baseUrl, settings.connectTimeout, settings.readTimeout);
        try {
            return call.on(client);
        } catch (NotificationClientException e) {
            return answer(e, client.retryAfter());
        } catch (RuntimeException e) {
            return new NotNow("GOV.UK Notify answered something that can't be read.", Duration.ZERO, false);
        }
    }

    private static Answer answer(NotificationClientException failure, Duration retryAfter) {
        int status = failure.getHttpResult();
        return switch (status) {
            case 0 -> new NotNow("GOV.UK Notify did not answer in time.", Duration.ZERO, false);
            case 400 -> new Rejected("GOV.UK Notify refused it: " + reason(failure));
            case 429 ->
                new NotNow(
                        "GOV.UK Notify takes no more at present: " + reason(failure),
                        retryAfter.isZero() ? RATE_WINDOW : retryAfter,
                        true);
            default -> new NotNow("GOV.UK Notify answered " + status + ".", retryAfter, false);
        };
    }

    private static String reason(NotificationClientException failure) {
        Matcher message = MESSAGE.matcher(String.valueOf(failure.getMessage()));
        String reason = message.find() ? ADDRESS.matcher(message.group(1)).replaceAll("***") : "it gave no reason";
        return reason.substring(0, Math.min(LONGEST_REASON, reason.length()));
    }
}
