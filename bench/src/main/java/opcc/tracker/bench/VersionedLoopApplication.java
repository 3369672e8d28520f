package opcc.tracker.bench;

import com.mongodb.client.MongoDatabase;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.Set;
import opcc.tracker.kit.access.ResourceScope;
import opcc.tracker.kit.access.ResourceScopes;
import opcc.tracker.kit.idempotency.AnswerStore;
import opcc.tracker.kit.serving.ServiceKit;
import opcc.tracker.kit.serving.Unary;
import opcc.tracker.v1.Allocation;
import opcc.tracker.v1.CreateAllocationRequest;
import opcc.tracker.v1.CreateDrawRequest;
import opcc.tracker.v1.CreateFundRequest;
import opcc.tracker.v1.Draw;
import opcc.tracker.v1.DrawLine;
import opcc.tracker.v1.Fund;
import opcc.tracker.v1.FundsServiceGrpc.FundsServiceImplBase;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The {@link VersionedFundStore} behind the same contract, interceptors and token check as funds-service. */
@SpringBootApplication(proxyBeanMethods = false)
@Import(ServiceKit.class)
public class VersionedLoopApplication {

    /** Starts it. */
    public static void main(String[] arguments) {
        SpringApplication.run(VersionedLoopApplication.class, arguments);
    }

    @Bean
    ResourceScopes resourceScopes() {
        ResourceScope everything = new ResourceScope(BenchRealm.AREA, Set.of(), Set.of(), null);
        return name -> Optional.of(everything);
    }

    @Bean
    AnswerStore answerStore() {
        return AnswerStore.NONE;
    }

    @Bean
    FundsServiceImplBase endpoint(MongoDatabase database) {
        return new Endpoint(new VersionedFundStore(database));
    }

    private static final class Endpoint extends FundsServiceImplBase {
        private final VersionedFundStore store;

        Endpoint(VersionedFundStore store) {
            this.store = store;
        }

        @Override
        public void createFund(CreateFundRequest request, StreamObserver<Fund> observer) {
            String name = "funds/" + request.getFundId();
            store.open(name);
            Unary.answer(observer, Fund.newBuilder().setName(name).build());
        }

        @Override
        public void createAllocation(CreateAllocationRequest request, StreamObserver<Allocation> observer) {
            store.allocate(request.getParent(), request.getAllocation().getAmountPence());
            Unary.answer(observer, request.getAllocation());
        }

        @Override
        public void createDraw(CreateDrawRequest request, StreamObserver<Draw> observer) {
            long amount = request.getDraw().getLinesList().stream()
                    .mapToLong(DrawLine::getUnitPricePence)
                    .sum();
            long version = store.reserve(request.getParent(), amount);
            Unary.answer(
                    observer,
                    request.getDraw().toBuilder()
                            .setName(request.getParent() + "/draws/d" + version)
                            .setAmountPence(amount)
                            .build());
        }
    }
}
