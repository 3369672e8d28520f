package opcc.tracker.gatewaybench;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import opcc.tracker.v1.ApproveDrawRequest;
import opcc.tracker.v1.Draw;
import opcc.tracker.v1.FundsServiceGrpc;

/**
 * The service behind all contenders: it answers an approval at once, or after 20 ms if the draw's name ends in {@link #SLOW}.
 * It listens plainly for gateways that have checked the token, over TLS for the stock filter, which knows nothing else, and
 * plainly with a check of its own for the direct call.
 */
final class Backend extends FundsServiceGrpc.FundsServiceImplBase {

    static final String SLOW = "slow";
    static final String PASSWORD = "of-no-worth";

    private static final int SLOW_MILLIS = 20;
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();

    private Backend() {}

    /** Arguments: the three ports, the key store for TLS, the issuer of tokens. */
    public static void main(String[] arguments) throws Exception {
        Backend backend = new Backend();
        TokenCheck check = new TokenCheck(arguments[4]);
        ServerInterceptor checked = new ServerInterceptor() {
            @Override
            public <Q, A> ServerCall.Listener<Q> interceptCall(
                    ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
                if (!check.passes(headers.get(AUTHORIZATION))) {
                    call.close(Status.UNAUTHENTICATED, new Metadata());
                    return new ServerCall.Listener<>() {};
                }
                return next.startCall(call, headers);
            }
        };
        server(arguments[0], backend.bindService()).build().start();
        server(arguments[1], backend.bindService())
                .sslContext(GrpcSslContexts.configure(SslContextBuilder.forServer(keys(Path.of(arguments[3]))))
                        .build())
                .build()
                .start();
        server(arguments[2], ServerInterceptors.intercept(backend, checked))
                .build()
                .start();
        Thread.currentThread().join();
    }

    private static NettyServerBuilder server(String port, ServerServiceDefinition service) {
        return NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", Integer.parseInt(port)))
                .directExecutor()
                .addService(service);
    }

    private static KeyManagerFactory keys(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD.toCharArray());
        return factory;
    }

    @Override
    public void approveDraw(ApproveDrawRequest request, StreamObserver<Draw> observer) {
        Draw answer = Draw.newBuilder()
                .setName(request.getName())
                .setReason("a bed for tonight and a meal")
                .setAmountPence(8_500)
                .setReservedPence(8_500)
                .setRequester("officer.westmercia")
                .setProvider("providers/west-mercia-safe-house")
                .setApprover("finance.westmercia")
                .setEtag("W/\"17\"")
                .setEmergency(true)
                .setSupplier("a guest house in the county town")
                .build();
        if (request.getName().endsWith(SLOW)) {
            var _ = later.schedule(() -> answer(observer, answer), SLOW_MILLIS, TimeUnit.MILLISECONDS);
        } else {
            answer(observer, answer);
        }
    }

    private static void answer(StreamObserver<Draw> observer, Draw answer) {
        observer.onNext(answer);
        observer.onCompleted();
    }
}
