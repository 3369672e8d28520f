package opcc.tracker.kit.idempotency;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule.PatternCase;
import com.google.protobuf.Message;
import io.grpc.Context;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.util.Optional;
import opcc.tracker.kit.authentication.Caller;
import opcc.tracker.kit.refusal.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Gives every write its {@link Command} and answers a repeated one as it was answered the first time. Only carried-out
 * commands are remembered: a refused one may be tried again with the same key.
 */
public final class CommandInterceptor implements ServerInterceptor {

    /** The caller's key: 1 to 128 visible ASCII characters. */
    public static final Metadata.Key<String> IDEMPOTENCY_KEY =
            Metadata.Key.of("idempotency-key", Metadata.ASCII_STRING_MARSHALLER);

    private final AnswerStore answers;
    private final CommandDigest digest;

    /** Remembers answers in {@code answers}, and of commands only their {@code digest}. */
    public CommandInterceptor(AnswerStore answers, CommandDigest digest) {
        this.answers = answers;
        this.digest = digest;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        MethodDescriptor<Q, R> method = call.getMethodDescriptor();
        if (!isWrite(method)) {
            return next.startCall(call, headers);
        }
        String key = headers.get(IDEMPOTENCY_KEY);
        if (key != null && (key.isEmpty() || key.length() > 128)) {
            throw Refusal.invalid("Idempotency-Key", "must have 1 to 128 characters");
        }
        RememberingCall<Q, R> remembering = new RememberingCall<>(call, key != null);
        return new SimpleForwardingServerCallListener<>(next.startCall(remembering, headers)) {
            private @Nullable R earlierAnswer;

            @Override
            public void onMessage(Q request) {
                Command command = key == null
                        ? Command.unkeyed(method.getFullMethodName(), (Message) request, digest)
                        : Command.of(
                                Caller.current().subject(), key, method.getFullMethodName(), (Message) request, digest);
                remembering.command = command;
                earlierAnswer = key == null
                        ? null
                        : answers.find(command).map(method::parseResponse).orElse(null);
                if (earlierAnswer == null) {
                    super.onMessage(request);
                }
            }

            @Override
            public void onHalfClose() {
                R answer = earlierAnswer;
                Command command = remembering.command;
                if (answer != null) {
                    call.sendHeaders(new Metadata());
                    call.sendMessage(answer);
                    call.close(Status.OK, new Metadata());
                } else if (command != null) {
                    command.in(Context.current()).run(super::onHalfClose);
                }
            }
        };
    }

    /** The messages of a stream are many, and say by themselves which they are. */
    private static boolean isWrite(MethodDescriptor<?, ?> method) {
        return method.getType().clientSendsOneMessage()
                && method.getSchemaDescriptor() instanceof ProtoMethodDescriptorSupplier proto
                && Optional.of(proto.getMethodDescriptor().getOptions())
                        .filter(options -> options.hasExtension(AnnotationsProto.http))
                        .map(options ->
                                options.getExtension(AnnotationsProto.http).getPatternCase())
                        .filter(pattern -> pattern != PatternCase.GET)
                        .isPresent();
    }

    private final class RememberingCall<Q, R> extends SimpleForwardingServerCall<Q, R> {
        private final boolean keyed;
        private @Nullable Command command;

        RememberingCall(ServerCall<Q, R> call, boolean keyed) {
            super(call);
            this.keyed = keyed;
        }

        @Override
        public void sendMessage(R answer) {
            Command carriedOut = command;
            if (!keyed || carriedOut == null) {
                super.sendMessage(answer);
                return;
            }
            super.sendMessage(answers.remember(carriedOut, ((Message) answer).toByteString())
                    .map(first -> getMethodDescriptor().parseResponse(first.newInput()))
                    .orElse(answer));
        }
    }
}
