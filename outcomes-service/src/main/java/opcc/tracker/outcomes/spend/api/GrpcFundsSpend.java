package opcc.tracker.outcomes.spend.api;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.grpc.Channel;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.Map;
import opcc.tracker.kit.calendar.FinancialYear;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.outcomes.calls.api.CallGuard;
import opcc.tracker.outcomes.calls.api.InTheCallersName;
import opcc.tracker.outcomes.spend.AreaSpend;
import opcc.tracker.outcomes.spend.FundsSpend;
import opcc.tracker.v1.GetSpendRequest;
import opcc.tracker.v1.SpendReport;
import opcc.tracker.v1.SpendRow;
import opcc.tracker.v1.SpendServiceGrpc;
import opcc.tracker.v1.SpendServiceGrpc.SpendServiceBlockingStub;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The funds' spend, asked of funds-service with the caller's own token: who may not see it there does not see it here. */
public final class GrpcFundsSpend implements FundsSpend {

    private static final Logger log = LoggerFactory.getLogger(GrpcFundsSpend.class);
    private static final int RETRY_AFTER_SECONDS = 2;

    private final SpendServiceBlockingStub funds;
    private final CallGuard guard = new CallGuard("funds");

    /** Asks over {@code channel}. */
    public GrpcFundsSpend(Channel channel) {
        this.funds = SpendServiceGrpc.newBlockingStub(channel);
    }

    @Override
    public AreaSpend of(String area, FinancialYear year) {
        GetSpendRequest request = GetSpendRequest.newBuilder()
                .setArea(area)
                .setFinancialYear(year.toString())
                .setGroupBy("month")
                .build();
        try {
            return known(guard.call(() -> InTheCallersName.calling(funds).getSpend(request)));
        } catch (CallNotPermittedException e) {
            throw unavailable();
        } catch (StatusRuntimeException e) {
            Code code = e.getStatus().getCode();
            if (code == Code.PERMISSION_DENIED) {
                return new AreaSpend.Withheld(
                        "Your role may not see what funds spend: commissioners and auditors may, of"
                                + " their own areas.");
            }
            if (CallGuard.isAnswer(code)) {
                throw StatusProto.toStatusRuntimeException(
                        StatusProto.fromThrowable(e)); // without the other call's headers
            }
            log.warn("funds-service did not answer: {}", code);
            throw unavailable();
        }
    }

    private static AreaSpend known(SpendReport report) {
        Map<YearMonth, Long> months = new HashMap<>();
        for (SpendRow row : report.getRowsList()) {
            if (!row.getMonth().isEmpty()) { // a budget has no month, and nothing was spent by it
                months.merge(YearMonth.parse(row.getMonth()), row.getNetSpentPence(), Math::addExact);
            }
        }
        return new AreaSpend.Known(months);
    }

    private static Refusal unavailable() {
        return Refusal.unavailable(
                "FUNDS_UNAVAILABLE",
                "The funds do not answer at the moment, so there are no unit costs. Try again in a moment.",
                RETRY_AFTER_SECONDS);
    }
}
