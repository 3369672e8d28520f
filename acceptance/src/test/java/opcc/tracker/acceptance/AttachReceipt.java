package opcc.tracker.acceptance;

import com.google.protobuf.ByteString;
import java.util.Base64;
import opcc.tracker.v1.CreateReceiptRequest;
import opcc.tracker.v1.FundsServiceGrpc.FundsServiceBlockingStub;
import opcc.tracker.v1.Receipt;
import opcc.tracker.v1.ReceiptsServiceGrpc;

/**
 * Attaches a picture to a draw.
 *
 * @param draw its name
 * @param picture which
 */
record AttachReceipt(String draw, Picture picture) implements FaultCommand {

    /**
     * A file as it is sent.
     *
     * @param name for people
     * @param png its bytes
     */
    record Picture(String name, ByteString png) {
        @Override
        public String toString() {
            return name;
        }
    }

    @Override
    public String path() {
        return "/v1/" + draw + "/receipts";
    }

    @Override
    public String json() {
        return "{\"contentType\":\"image/png\",\"content\":\""
                + Base64.getEncoder().encodeToString(picture.png().toByteArray()) + "\"}";
    }

    @Override
    public Confirmation send(FundsServiceBlockingStub funds) {
        Receipt receipt = ReceiptsServiceGrpc.newBlockingStub(funds.getChannel())
                .withDeadline(funds.getCallOptions().getDeadline())
                .createReceipt(CreateReceiptRequest.newBuilder()
                        .setParent(draw)
                        .setReceipt(
                                Receipt.newBuilder().setContentType("image/png").setContent(picture.png()))
                        .build());
        return Confirmation.of(receipt.getName(), "");
    }

    @Override
    public boolean isEntry() {
        return false;
    }
}
