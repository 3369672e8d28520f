package opcc.tracker.gateway.stage;

import com.google.protobuf.Message;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Function;
import messaging.GetMessageRequest;
import messaging.ImportSummary;
import messaging.UpdateMessageRequest;

/** The streams of {@code messaging.proto}, answered as a test says. */
public final class ScriptedMessaging implements AutoCloseable {

    private final AtomicReference<BiConsumer<GetMessageRequest, ServerCallStreamObserver<messaging.Message>>> watch =
            new AtomicReference<>((request, answers) -> answers.onCompleted());
    private final AtomicReference<Function<ServerCallStreamObserver<ImportSummary>, StreamObserver<messaging.Message>>>
            importing = new AtomicReference<>(Summing::new);
    private final AtomicInteger calls = new AtomicInteger();
    private final Server server;

    public ScriptedMessaging() {
        MethodDescriptor<GetMessageRequest, messaging.Message> watching = method(
                "WatchMessages",
                MethodType.SERVER_STREAMING,
                GetMessageRequest.getDefaultInstance(),
                messaging.Message.getDefaultInstance());
        MethodDescriptor<messaging.Message, ImportSummary> taking = method(
                "ImportMessages",
                MethodType.CLIENT_STREAMING,
                messaging.Message.getDefaultInstance(),
                ImportSummary.getDefaultInstance());
        MethodDescriptor<UpdateMessageRequest, messaging.Message> chatting = method(
                "Chat",
                MethodType.BIDI_STREAMING,
                UpdateMessageRequest.getDefaultInstance(),
                messaging.Message.getDefaultInstance());
        ServerServiceDefinition service = ServerServiceDefinition.builder("messaging.Messaging")
                .addMethod(
                        watching,
                        ServerCalls.asyncServerStreamingCall((request, answers) ->
                                watch.get().accept(request, (ServerCallStreamObserver<messaging.Message>) answers)))
                .addMethod(
                        taking,
                        ServerCalls.asyncClientStreamingCall(
                                answer -> importing.get().apply((ServerCallStreamObserver<ImportSummary>) answer)))
                .addMethod(chatting, ServerCalls.asyncBidiStreamingCall(Echo::new))
                .build();
        try {
            server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                    .addService(service)
                    .intercept(new ServerInterceptor() {
                        @Override
                        public <Q, A> ServerCall.Listener<Q> interceptCall(
                                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
                            calls.incrementAndGet();
                            return next.startCall(call, headers);
                        }
                    })
                    .build()
                    .start();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static <Q extends Message, A extends Message> MethodDescriptor<Q, A> method(
            String name, MethodType type, Q request, A answer) {
        return MethodDescriptor.<Q, A>newBuilder()
                .setType(type)
                .setFullMethodName("messaging.Messaging/" + name)
                .setRequestMarshaller(ProtoUtils.marshaller(request))
                .setResponseMarshaller(ProtoUtils.marshaller(answer))
                .build();
    }

    public String address() {
        return "127.0.0.1:" + server.getPort();
    }

    /** How many calls came through to the service. */
    public int calls() {
        return calls.get();
    }

    /** From now on a watch is answered so. */
    public void watches(BiConsumer<GetMessageRequest, ServerCallStreamObserver<messaging.Message>> answering) {
        watch.set(answering);
    }

    /** From now on an import is taken so. */
    public void imports(Function<ServerCallStreamObserver<ImportSummary>, StreamObserver<messaging.Message>> taking) {
        importing.set(taking);
    }

    /** From now on imports are counted, as at first. */
    public void importsAtOnce() {
        importing.set(Summing::new);
    }

    /** Counts what comes. */
    public static final class Summing implements StreamObserver<messaging.Message> {

        private final StreamObserver<ImportSummary> answer;
        private final ImportSummary.Builder summary = ImportSummary.newBuilder();

        public Summing(StreamObserver<ImportSummary> answer) {
            this.answer = answer;
        }

        @Override
        public void onNext(messaging.Message message) {
            summary.setCount(summary.getCount() + 1).setLastText(message.getText());
        }

        @Override
        public void onError(Throwable gone) {
            // The caller has gone.
        }

        @Override
        public void onCompleted() {
            answer.onNext(summary.build());
            answer.onCompleted();
        }
    }

    /** Answers each message with itself. */
    private record Echo(StreamObserver<messaging.Message> answers) implements StreamObserver<UpdateMessageRequest> {

        @Override
        public void onNext(UpdateMessageRequest request) {
            answers.onNext(request.getMessage().toBuilder()
                    .setMessageId(request.getMessageId())
                    .build());
        }

        @Override
        public void onError(Throwable gone) {
            // The caller has gone.
        }

        @Override
        public void onCompleted() {
            answers.onCompleted();
        }
    }

    @Override
    public void close() {
        server.shutdownNow();
        try {
            server.awaitTermination();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
