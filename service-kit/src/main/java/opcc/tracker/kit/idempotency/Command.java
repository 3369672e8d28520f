package opcc.tracker.kit.idempotency;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Message;
import io.grpc.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import opcc.tracker.kit.refusal.Refusal;

/**
 * The identity of a write: the same caller's same key is the same command. Stored with the effect of the command, in the
 * same write, so that a retry finds it whatever crashed in between.
 *
 * @param id {@link CommandDigest digest} of the caller and the idempotency key; random if the caller gave no key
 * @param requestHash {@link CommandDigest digest} of the RPC and the request
 */
public record Command(String id, String requestHash) {

    private static final Context.Key<Command> CURRENT = Context.key("command");

    /** The command that this thread works for. */
    public static Command current() {
        Command command = CURRENT.get();
        if (command == null) {
            throw new IllegalStateException("no command: the call is not a write");
        }
        return command;
    }

    /** The command of a call with a key. */
    public static Command of(String subject, String key, String method, Message request) {
        return of(subject, key, method, request, CommandDigest.SHA_256);
    }

    /** The command of a call with a key, with a digest of the service's own. */
    public static Command of(String subject, String key, String method, Message request, CommandDigest digest) {
        return new Command(
                digest.of((subject + "\n" + key).getBytes(StandardCharsets.UTF_8)), digest.of(bytes(method, request)));
    }

    /** The command of a call without a key, which no other call repeats. */
    public static Command unkeyed(String method, Message request, CommandDigest digest) {
        return new Command(
                digest.of(UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8)),
                digest.of(bytes(method, request)));
    }

    /**
     * Whether {@code earlier} is this command, carried out before.
     *
     * @throws Refusal ABORTED if it had the same key and another request
     */
    public boolean repeats(Command earlier) {
        if (!id.equals(earlier.id)) {
            return false;
        }
        if (!requestHash.equals(earlier.requestHash)) {
            throw Refusal.keyReused();
        }
        return true;
    }

    /** A context in which this is the {@link #current() current} command. */
    public Context in(Context context) {
        return context.withValue(CURRENT, this);
    }

    private static byte[] bytes(String method, Message request) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            out.useDeterministicSerialization();
            out.writeBytesNoTag(ByteString.copyFromUtf8(method));
            request.writeTo(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
