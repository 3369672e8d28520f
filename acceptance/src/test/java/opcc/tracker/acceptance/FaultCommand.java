package opcc.tracker.acceptance;

import opcc.tracker.v1.Allocation;
import opcc.tracker.v1.ApproveDrawRequest;
import opcc.tracker.v1.CreateAllocationRequest;
import opcc.tracker.v1.CreateDrawRequest;
import opcc.tracker.v1.Draw;
import opcc.tracker.v1.DrawCategoryEnum.DrawCategory;
import opcc.tracker.v1.DrawLine;
import opcc.tracker.v1.FundingStreamEnum.FundingStream;
import opcc.tracker.v1.FundsServiceGrpc.FundsServiceBlockingStub;
import opcc.tracker.v1.PayDrawRequest;
import opcc.tracker.v1.RefundDrawRequest;
import opcc.tracker.v1.RejectDrawRequest;
import opcc.tracker.v1.ReleaseDrawRequest;

/** A command of the fault run: the same by HTTP and by gRPC, with what it does to the fund's totals. */
interface FaultCommand {

    String REASON = "a bed for tonight";

    /**
     * What an acknowledgement says.
     *
     * @param name of the draw, allocation or receipt
     * @param number sequence of the command's entry, or the receipt's number
     */
    record Confirmation(String name, long number) {
        /** A draw's etag is the sequence of its last entry; the names of the others end in a letter and the number. */
        static Confirmation of(String name, String etag) {
            return new Confirmation(
                    name, Long.parseLong(etag.isEmpty() ? name.substring(name.lastIndexOf('/') + 2) : etag));
        }

        private static Confirmation of(Draw draw) {
            return of(draw.getName(), draw.getEtag());
        }
    }

    String path();

    String json();

    Confirmation send(FundsServiceBlockingStub funds);

    /** Whether it leaves an entry in the ledger. */
    default boolean isEntry() {
        return true;
    }

    /** Pence that it adds to what is allocated. */
    default long allocated() {
        return 0;
    }

    /** Pence that it adds to what is reserved. */
    default long reserved() {
        return 0;
    }

    /** Pence that it adds to what is paid. */
    default long paid() {
        return 0;
    }

    record Allocate(String fund, long amount) implements FaultCommand {
        @Override
        public String path() {
            return "/v1/" + fund + "/allocations";
        }

        @Override
        public String json() {
            return "{\"fundingStream\":\"PCC_CORE\",\"financialYear\":\"2026-27\",\"amountPence\":\"" + amount + "\"}";
        }

        @Override
        public Confirmation send(FundsServiceBlockingStub funds) {
            Allocation allocation = funds.createAllocation(CreateAllocationRequest.newBuilder()
                    .setParent(fund)
                    .setAllocation(Allocation.newBuilder()
                            .setFundingStream(FundingStream.PCC_CORE)
                            .setFinancialYear("2026-27")
                            .setAmountPence(amount))
                    .build());
            return Confirmation.of(allocation.getName(), "");
        }

        @Override
        public long allocated() {
            return amount;
        }
    }

    record Request(String fund, long amount) implements FaultCommand {
        @Override
        public String path() {
            return "/v1/" + fund + "/draws";
        }

        @Override
        public String json() {
            return "{\"lines\":[{\"category\":\"FOOD\",\"quantity\":1,\"unitPricePence\":\"" + amount
                    + "\"}],\"reason\":\"" + REASON + "\"}";
        }

        @Override
        public Confirmation send(FundsServiceBlockingStub funds) {
            return Confirmation.of(funds.createDraw(CreateDrawRequest.newBuilder()
                    .setParent(fund)
                    .setDraw(Draw.newBuilder()
                            .addLines(DrawLine.newBuilder()
                                    .setCategory(DrawCategory.FOOD)
                                    .setQuantity(1)
                                    .setUnitPricePence(amount))
                            .setReason(REASON))
                    .build()));
        }
    }

    record Approve(String draw, long amount) implements FaultCommand {
        @Override
        public String path() {
            return "/v1/" + draw + ":approve";
        }

        @Override
        public String json() {
            return "{}";
        }

        @Override
        public Confirmation send(FundsServiceBlockingStub funds) {
            return Confirmation.of(funds.approveDraw(
                    ApproveDrawRequest.newBuilder().setName(draw).build()));
        }

        @Override
        public long reserved() {
            return amount;
        }
    }

    record Reject(String draw) implements FaultCommand {
        @Override
        public String path() {
            return "/v1/" + draw + ":reject";
        }

        @Override
        public String json() {
            return "{\"reason\":\"no money left\"}";
        }

        @Override
        public Confirmation send(FundsServiceBlockingStub funds) {
            return Confirmation.of(funds.rejectDraw(RejectDrawRequest.newBuilder()
                    .setName(draw)
                    .setReason("no money left")
                    .build()));
        }
    }

    record Pay(String draw, long amount) implements FaultCommand {
        @Override
        public String path() {
            return "/v1/" + draw + ":pay";
        }

        @Override
        public String json() {
            return "{\"amountPence\":\"" + amount + "\"}";
        }

        @Override
        public Confirmation send(FundsServiceBlockingStub funds) {
            return Confirmation.of(funds.payDraw(PayDrawRequest.newBuilder()
                    .setName(draw)
                    .setAmountPence(amount)
                    .build()));
        }

        @Override
        public long reserved() {
            return -amount;
        }

        @Override
        public long paid() {
            return amount;
        }
    }

    record Release(String draw, long remaining) implements FaultCommand {
        @Override
        public String path() {
            return "/v1/" + draw + ":release";
        }

        @Override
        public String json() {
            return "{}";
        }

        @Override
        public Confirmation send(FundsServiceBlockingStub funds) {
            return Confirmation.of(funds.releaseDraw(
                    ReleaseDrawRequest.newBuilder().setName(draw).build()));
        }

        @Override
        public long reserved() {
            return -remaining;
        }
    }

    record Refund(String draw, long amount) implements FaultCommand {
        @Override
        public String path() {
            return "/v1/" + draw + ":refund";
        }

        @Override
        public String json() {
            return "{\"amountPence\":\"" + amount + "\"}";
        }

        @Override
        public Confirmation send(FundsServiceBlockingStub funds) {
            return Confirmation.of(funds.refundDraw(RefundDrawRequest.newBuilder()
                    .setName(draw)
                    .setAmountPence(amount)
                    .build()));
        }

        @Override
        public long paid() {
            return -amount;
        }
    }
}
