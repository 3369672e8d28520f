package opcc.tracker.funds.notifications;

import java.time.Duration;
import java.util.Map;
import opcc.tracker.v1.ChannelEnum.Channel;

/** GOV.UK Notify, as far as it is needed. */
interface Notify {

    /** What came of asking Notify. */
    sealed interface Answer {}

    /** Notify has the message. */
    record Taken() implements Answer {}

    /** Notify has no such message. */
    record Unknown() implements Answer {}

    /**
     * Notify will never take this message.
     *
     * @param reason why, in words without an address
     */
    record Rejected(String reason) implements Answer {}

    /**
     * Another time. Notify may have taken the message all the same.
     *
     * @param reason why, in words without an address
     * @param atLeast how long to wait, at least
     * @param everybody whether all other messages must wait, too
     */
    record NotNow(String reason, Duration atLeast, boolean everybody) implements Answer {}

    /**
     * Sends a message.
     *
     * @param reference what Notify shall know it by
     */
    Answer send(Channel channel, String address, Map<String, String> words, String reference);

    /** Whether Notify has taken a message of this reference before: {@link Taken}, {@link Unknown} or {@link NotNow}. */
    Answer earlier(String reference);
}
