package opcc.tracker.bench;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import opcc.tracker.kit.authentication.AuthenticationInterceptor;
import opcc.tracker.kit.idempotency.CommandInterceptor;
import opcc.tracker.v1.FreezeQuarterRequest;
import opcc.tracker.v1.GetOutcomeTableRequest;
import opcc.tracker.v1.GetQuarterRequest;
import opcc.tracker.v1.OutcomeTable;
import opcc.tracker.v1.OutcomesServiceGrpc;
import opcc.tracker.v1.QuarterStateEnum.QuarterState;
import opcc.tracker.v1.QuartersServiceGrpc;

/** An analyst who freezes quarters and asks for tables, over a socket with a token. */
final class TableCalls implements AutoCloseable {

    private static final int LARGEST_ANSWER = 16 << 20;

    private final ManagedChannel channel;
    private final Metadata token = new Metadata();

    TableCalls(int port, String token) {
        channel = NettyChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .maxInboundMessageSize(LARGEST_ANSWER)
                .build();
        this.token.put(AuthenticationInterceptor.AUTHORIZATION, "Bearer " + token);
    }

    OutcomeTable ask(GetOutcomeTableRequest question) {
        return OutcomesServiceGrpc.newBlockingStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(token))
                .withDeadlineAfter(60, TimeUnit.SECONDS)
                .getOutcomeTable(question);
    }

    /** Freezes a quarter and gives the seconds that it took. */
    long freeze(String quarter) throws InterruptedException {
        Metadata headers = new Metadata();
        headers.merge(token);
        headers.put(CommandInterceptor.IDEMPOTENCY_KEY, UUID.randomUUID().toString());
        QuartersServiceGrpc.QuartersServiceBlockingStub quarters = QuartersServiceGrpc.newBlockingStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
        String name = "quarters/" + quarter.replace(' ', '-');
        long begun = System.nanoTime();
        quarters.freezeQuarter(FreezeQuarterRequest.newBuilder().setName(name).build());
        while (!isFrozen(quarters, name)) {
            Thread.sleep(1_000);
        }
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
    }

    /** The embedded server may not answer for seconds after a million records; the freezing goes on by itself. */
    private static boolean isFrozen(QuartersServiceGrpc.QuartersServiceBlockingStub quarters, String name) {
        try {
            return quarters.getQuarter(
                                    GetQuarterRequest.newBuilder().setName(name).build())
                            .getState()
                    == QuarterState.FROZEN;
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() != Status.Code.UNAVAILABLE) {
                throw e;
            }
            return false;
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
