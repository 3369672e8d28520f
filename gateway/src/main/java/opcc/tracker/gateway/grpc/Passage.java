package opcc.tracker.gateway.grpc;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import opcc.tracker.gateway.problems.GatewayProblems;
import opcc.tracker.gateway.problems.ProblemStatus;
import org.jspecify.annotations.Nullable;

/**
 * A call that passes through. Each side is asked for its next message only when the other is ready to take it, so that no
 * more than a window of bytes is ever held.
 *
 * <p>Requests are sent on by the caller's listener alone and answers by the service's alone, for calls are not safe for
 * several threads.
 */
final class Passage {

    private static final Metadata.Key<byte[]> DETAILS =
            Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

    private final ServerCall<byte[], byte[]> from;
    private final ClientCall<byte[], byte[]> onward;
    private final long largest;
    private final Runnable answered;
    private final BiConsumer<Status, Metadata> ended;
    private final Requests requests = new Requests();
    private final Answers answers = new Answers();
    private volatile boolean tooLarge;

    /**
     * A passage from one call to the other.
     *
     * @param largest the most bytes of a message of the caller
     * @param answered told of each answer
     * @param ended told how the call ended
     */
    Passage(
            ServerCall<byte[], byte[]> from,
            ClientCall<byte[], byte[]> onward,
            long largest,
            Runnable answered,
            BiConsumer<Status, Metadata> ended) {
        this.from = from;
        this.onward = onward;
        this.largest = largest;
        this.answered = answered;
        this.ended = ended;
    }

    ServerCall.Listener<byte[]> begin(Metadata headers) {
        onward.start(answers, headers);
        from.request(1);
        onward.request(1);
        return requests;
    }

    /** From the caller. */
    private final class Requests extends ServerCall.Listener<byte[]> {

        private final Turn turn = new Turn(() -> onward.request(1));

        @Override
        public void onMessage(byte[] message) {
            if (tooLarge) {
                return;
            }
            if (message.length > largest) {
                tooLarge = true;
                onward.cancel("A message is too large", null);
                return;
            }
            onward.sendMessage(message);
            answers.turn.next(onward::isReady);
        }

        @Override
        public void onHalfClose() {
            // A call that was given up takes nothing more, not even its end.
            if (!tooLarge) {
                onward.halfClose();
            }
        }

        @Override
        public void onCancel() {
            onward.cancel("The caller has gone", null);
        }

        @Override
        public void onReady() {
            turn.ready();
        }
    }

    /** From the service. */
    private final class Answers extends ClientCall.Listener<byte[]> {

        private final Turn turn = new Turn(() -> from.request(1));
        private boolean begun;

        @Override
        public void onHeaders(Metadata headers) {
            begin();
        }

        @Override
        public void onMessage(byte[] message) {
            begin();
            answered.run();
            from.sendMessage(message);
            requests.turn.next(from::isReady);
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            ended.accept(status, trailers);
            if (tooLarge) {
                Refused.close(from, GatewayProblems.messageTooLarge(largest));
                return;
            }
            Status told = ProblemStatus.passedOn(status, trailers);
            from.close(told, detailsOf(trailers));
        }

        @Override
        public void onReady() {
            turn.ready();
        }

        private void begin() {
            if (!begun) {
                begun = true;
                from.sendHeaders(new Metadata());
            }
        }
    }

    private static Metadata detailsOf(Metadata trailers) {
        Metadata kept = new Metadata();
        byte @Nullable [] details = trailers.get(DETAILS);
        if (details != null) {
            kept.put(DETAILS, details);
        }
        return kept;
    }

    /** Asks for the next message now or once the other side is ready. */
    private static final class Turn {

        private final Runnable ask;
        private boolean waiting;

        Turn(Runnable ask) {
            this.ask = ask;
        }

        /** Looked at under the lock, or the other side could become ready unnoticed. */
        void next(BooleanSupplier ready) {
            synchronized (this) {
                if (!ready.getAsBoolean()) {
                    waiting = true;
                    return;
                }
            }
            ask.run();
        }

        void ready() {
            synchronized (this) {
                if (!waiting) {
                    return;
                }
                waiting = false;
            }
            ask.run();
        }
    }
}
