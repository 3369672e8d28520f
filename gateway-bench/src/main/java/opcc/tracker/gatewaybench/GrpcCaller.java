package opcc.tracker.gatewaybench;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.util.concurrent.TimeUnit;
import opcc.tracker.v1.ApproveDrawRequest;
import opcc.tracker.v1.FundsServiceGrpc;

/** A channel of its own to the service. */
final class GrpcCaller implements Caller {

    private final ManagedChannel channel;
    private final FundsServiceGrpc.FundsServiceBlockingStub stub;
    private final ApproveDrawRequest request;

    GrpcCaller(int port, String token, ApproveDrawRequest request) {
        this.request = request;
        channel = NettyChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .directExecutor()
                .build();
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
        stub = FundsServiceGrpc.newBlockingStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    @Override
    public boolean call() {
        try {
            return stub.withDeadlineAfter(20, TimeUnit.SECONDS)
                    .approveDraw(request)
                    .getName()
                    .equals(request.getName());
        } catch (StatusRuntimeException e) {
            return false;
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
