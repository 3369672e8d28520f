package opcc.tracker.kit.idempotency;

import com.google.protobuf.ByteString;
import java.io.InputStream;
import java.util.Optional;

/** Remembers what a command was answered. */
public interface AnswerStore {

    /**
     * The answer of a command that was carried out before.
     *
     * @throws opcc.tracker.kit.refusal.Refusal ABORTED if its key was used for another request
     */
    Optional<InputStream> find(Command command);

    /** Keeps the answer. If the same command was answered meanwhile by another thread, gives that answer, which stands. */
    Optional<ByteString> remember(Command command, ByteString answer);

    /** For a service whose own store gives a repeated command its first answer, such as an append-only ledger. */
    AnswerStore NONE = new AnswerStore() {
        @Override
        public Optional<InputStream> find(Command command) {
            return Optional.empty();
        }

        @Override
        public Optional<ByteString> remember(Command command, ByteString answer) {
            return Optional.empty();
        }
    };
}
