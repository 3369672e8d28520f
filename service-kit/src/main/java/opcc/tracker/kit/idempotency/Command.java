package opcc.tracker.kit.idempotency;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Message;
import io.grpc.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import opcc.tracker.kit.refusal.Refusal;

/**
 * The identity of a write: the same caller's same key is the same command. Stored with the effect of the command, in the
 * same write, so that a retry finds it whatever crashed in between.
 *
 * @param id SHA-256 of the caller and the idempotency key, hexadecimal; random if the caller gave no key
 * @param requestHash SHA-256 of the RPC and the request, hexadecimal
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
        return new Command(sha256((subject + "\n" + key).getBytes(StandardCharsets.UTF_8)), hash(method, request));
    }

    /** The command of a call without a key, which no other call repeats. */
    public static Command unkeyed(String method, Message request) {
        return new Command(
                sha256(UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8)), hash(method, request));
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

    private static String hash(String method, Message request) {
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
        return sha256(bytes.toByteArray());
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
