package opcc.tracker.gatewaybench;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.grpc.GrpcSerializationFormats;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.grpc.GrpcService;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.net.InetSocketAddress;
import opcc.tracker.v1.ApproveDrawRequest;
import opcc.tracker.v1.Draw;
import opcc.tracker.v1.FundsServiceGrpc;

/** Armeria's transcoder by the same HTTP rule, with the generated code of the one service, before a channel as ours. */
final class ArmeriaGateway {

    private ArmeriaGateway() {}

    /** Arguments: its port, the backend's, the issuer of tokens. */
    public static void main(String[] arguments) throws Exception {
        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", Integer.parseInt(arguments[1]))
                .usePlaintext()
                .directExecutor()
                .build();
        TokenCheck check = new TokenCheck(arguments[2]);
        Server.builder()
                .http(new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[0])))
                .service(GrpcService.builder()
                        .addService(new PassedOn(FundsServiceGrpc.newStub(channel)))
                        .supportedSerializationFormats(GrpcSerializationFormats.values())
                        .enableHttpJsonTranscoding(true)
                        .build())
                .decorator((service, context, request) ->
                        check.passes(request.headers().get(HttpHeaderNames.AUTHORIZATION))
                                ? service.serve(context, request)
                                : HttpResponse.of(HttpStatus.UNAUTHORIZED))
                .build()
                .start()
                .join();
        Thread.currentThread().join();
    }

    private static final class PassedOn extends FundsServiceGrpc.FundsServiceImplBase {

        private final FundsServiceGrpc.FundsServiceStub behind;

        PassedOn(FundsServiceGrpc.FundsServiceStub behind) {
            this.behind = behind;
        }

        @Override
        public void approveDraw(ApproveDrawRequest request, StreamObserver<Draw> observer) {
            behind.approveDraw(request, observer);
        }
    }
}
