package opcc.tracker.gateway.streaming;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import messaging.Message;
import opcc.tracker.gateway.contracts.Contracts;
import opcc.tracker.gateway.stage.Caller;
import opcc.tracker.gateway.stage.GatewayUnderTest;
import opcc.tracker.gateway.stage.KeyServerDouble;
import opcc.tracker.gateway.stage.Realm;
import opcc.tracker.gateway.stage.ScriptedMessaging;
import opcc.tracker.gateway.transcoding.MessagingContracts;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** A gateway that serves the contracts of {@code messaging.proto} in the place of the tracker's, and the service behind it. */
final class MessagingStage implements AutoCloseable {

    static final Realm REALM = new Realm();
    static final String LINES = "application/x-ndjson";
    static final String EVENTS = "text/event-stream";
    static final int KILOBYTES_16 = 16 * 1024;

    /** Bytes; what connections and gRPC keep on their way is less, what the tests send is more. */
    static final int FAR_LESS = 16 << 20;

    private final KeyServerDouble keys = new KeyServerDouble();
    private final ScriptedMessaging messaging = new ScriptedMessaging();
    private final GatewayUnderTest gateway;

    /** Without an annotation of its own: the gateways of other tests would find it. */
    static class MessagingInThePlaceOfTheTracker {
        @Bean
        @Primary
        Contracts messagingContracts() {
            return MessagingContracts.CONTRACTS;
        }
    }

    MessagingStage() {
        keys.gives(REALM);
        gateway = GatewayUnderTest.start(
                List.of(MessagingInThePlaceOfTheTracker.class),
                keys.uri(),
                "tracker.gateway.breaker.calls=1000",
                "tracker.gateway.targets.Messaging=" + messaging.address());
    }

    GatewayUnderTest gateway() {
        return gateway;
    }

    ScriptedMessaging messaging() {
        return messaging;
    }

    Caller caller(String role) {
        return gateway.caller().withToken(REALM.token(role));
    }

    static Message text(String text) {
        return Message.newBuilder().setText(text).build();
    }

    static String[] headers(String role, String... more) {
        String[] all = new String[more.length + 1];
        all[0] = "Authorization: Bearer " + REALM.token(role);
        System.arraycopy(more, 0, all, 1, more.length);
        return all;
    }

    static long standingStill(IntSupplier count) {
        AtomicLong last = new AtomicLong(-1);
        await().pollInterval(Duration.ofMillis(500))
                .atMost(Duration.ofSeconds(20))
                .until(() -> last.getAndSet(count.getAsInt()) == count.getAsInt());
        return last.get();
    }

    @Override
    public void close() {
        gateway.close();
        messaging.close();
        keys.close();
    }
}
