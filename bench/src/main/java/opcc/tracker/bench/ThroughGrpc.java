package opcc.tracker.bench;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import opcc.tracker.kit.authentication.AuthenticationInterceptor;
import opcc.tracker.kit.calendar.FinancialYear;
import opcc.tracker.kit.idempotency.CommandInterceptor;
import opcc.tracker.v1.Allocation;
import opcc.tracker.v1.CreateAllocationRequest;
import opcc.tracker.v1.CreateDrawRequest;
import opcc.tracker.v1.CreateFundRequest;
import opcc.tracker.v1.Draw;
import opcc.tracker.v1.DrawCategoryEnum.DrawCategory;
import opcc.tracker.v1.DrawLine;
import opcc.tracker.v1.Fund;
import opcc.tracker.v1.FundingStreamEnum.FundingStream;
import opcc.tracker.v1.FundsServiceGrpc;
import opcc.tracker.v1.FundsServiceGrpc.FundsServiceBlockingStub;

/**
 * A service of the contract FundsService, called over sockets with a token and an idempotency key. The command is an
 * emergency draw: it checks what is available and reserves, in one call.
 */
final class ThroughGrpc implements Contender, AutoCloseable {

    private static final int CHANNELS = 4;

    private static final Draw DRAW = Draw.newBuilder()
            .setEmergency(true)
            .setReason("a bed for tonight")
            .addLines(DrawLine.newBuilder()
                    .setCategory(DrawCategory.FOOD)
                    .setQuantity(1)
                    .setUnitPricePence(1))
            .build();

    private final LongAdder refused = new LongAdder();
    private final List<ManagedChannel> channels;
    private final Metadata token = new Metadata();

    ThroughGrpc(int port, String token) {
        this.channels = IntStream.range(0, CHANNELS)
                .mapToObj(i -> NettyChannelBuilder.forAddress("127.0.0.1", port)
                        .usePlaintext()
                        .build())
                .toList();
        this.token.put(AuthenticationInterceptor.AUTHORIZATION, "Bearer " + token);
    }

    /** Opens the one hot fund and the many, each with money that will not run out. */
    void open() {
        open("hot");
        for (int i = 0; i < LedgerBench.WIDE; i++) {
            open("wide-" + i);
        }
    }

    private void open(String id) {
        FundsServiceBlockingStub funds = stub(0);
        funds.createFund(CreateFundRequest.newBuilder()
                .setFundId(id)
                .setFund(Fund.newBuilder().setDisplayName("A fund").setArea(BenchRealm.AREA))
                .build());
        funds.createAllocation(CreateAllocationRequest.newBuilder()
                .setParent("funds/" + id)
                .setAllocation(Allocation.newBuilder()
                        .setFundingStream(FundingStream.PCC_CORE)
                        .setFinancialYear(FinancialYear.at(Instant.now()).toString())
                        .setAmountPence(10_000_000_000L))
                .build());
    }

    @Override
    public double run(int funds, int callers, long millis) throws InterruptedException {
        return Window.perSecond(callers, millis, random -> {
            try {
                Draw draw = stub(random)
                        .createDraw(CreateDrawRequest.newBuilder()
                                .setParent(funds == 1 ? "funds/hot" : "funds/wide-" + random % funds)
                                .setDraw(DRAW)
                                .build());
                return draw.getName().isEmpty() ? 0 : 1;
            } catch (StatusRuntimeException e) {
                if (e.getStatus().getCode() != Status.Code.UNAVAILABLE) {
                    throw e;
                }
                refused.increment();
                return 0;
            }
        });
    }

    /** How many calls were answered UNAVAILABLE, because the database was waited for too long; none of them is counted. */
    long refused() {
        return refused.sum();
    }

    private FundsServiceBlockingStub stub(int random) {
        Metadata headers = new Metadata();
        headers.merge(token);
        headers.put(CommandInterceptor.IDEMPOTENCY_KEY, UUID.randomUUID().toString());
        return FundsServiceGrpc.newBlockingStub(channels.get(random % CHANNELS))
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .withDeadlineAfter(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
    }
}
