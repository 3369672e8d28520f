package opcc.tracker.funds.api;

import com.google.protobuf.UnsafeByteOperations;
import io.grpc.stub.StreamObserver;
import opcc.tracker.funds.ledger.Actor;
import opcc.tracker.funds.receipts.Receipt;
import opcc.tracker.funds.receipts.ReceiptStore;
import opcc.tracker.funds.receipts.Receipts;
import opcc.tracker.kit.authentication.Caller;
import opcc.tracker.kit.idempotency.Command;
import opcc.tracker.kit.paging.Page;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.kit.serving.Unary;
import opcc.tracker.v1.CreateReceiptRequest;
import opcc.tracker.v1.DownloadReceiptRequest;
import opcc.tracker.v1.DownloadReceiptResponse;
import opcc.tracker.v1.GetReceiptRequest;
import opcc.tracker.v1.ListReceiptsRequest;
import opcc.tracker.v1.ListReceiptsResponse;
import opcc.tracker.v1.ReceiptsServiceGrpc;
import org.springframework.stereotype.Service;

/** The calls of {@code ReceiptsService}. Who may make them was decided before, by their access options. */
@Service
final class ReceiptsEndpoint extends ReceiptsServiceGrpc.ReceiptsServiceImplBase {

    private final Receipts receipts;
    private final ReceiptStore store;

    ReceiptsEndpoint(Receipts receipts, ReceiptStore store) {
        this.receipts = receipts;
        this.store = store;
    }

    @Override
    public void createReceipt(CreateReceiptRequest request, StreamObserver<opcc.tracker.v1.Receipt> observer) {
        Names.DrawName draw = Names.requireDraw(request.getParent());
        opcc.tracker.v1.Receipt asked = request.getReceipt();
        Receipts.Sent sent = new Receipts.Sent(
                asked.getContentType(),
                asked.getContent().toByteArray(),
                asked.getAmountPence(),
                asked.getSupplierReference());
        Unary.answer(
                observer,
                answer(receipts.attach(draw.fund(), draw.id(), sent, Actor.of(Caller.current()), Command.current())));
    }

    @Override
    public void listReceipts(ListReceiptsRequest request, StreamObserver<ListReceiptsResponse> observer) {
        Names.DrawName draw = Names.requireDraw(request.getParent());
        Page page = Page.of(request.getPageSize(), request.getPageToken());
        Page.Cut<Receipt> cut = page.cut(
                store.after(draw.fund(), draw.id(), number(page), page.size() + 1),
                receipt -> Integer.toString(receipt.number()));
        Unary.answer(
                observer,
                ListReceiptsResponse.newBuilder()
                        .addAllReceipts(cut.items().stream()
                                .map(ReceiptsEndpoint::answer)
                                .toList())
                        .setNextPageToken(cut.nextPageToken())
                        .build());
    }

    @Override
    public void getReceipt(GetReceiptRequest request, StreamObserver<opcc.tracker.v1.Receipt> observer) {
        Unary.answer(observer, answer(require(request.getName())));
    }

    @Override
    public void downloadReceipt(DownloadReceiptRequest request, StreamObserver<DownloadReceiptResponse> observer) {
        Receipt receipt = require(request.getName());
        Unary.answer(
                observer,
                DownloadReceiptResponse.newBuilder()
                        .setContentType(receipt.facts().contentType())
                        .setContent(UnsafeByteOperations.unsafeWrap(store.content(receipt)))
                        .build());
    }

    private Receipt require(String name) {
        return Names.receipt(name)
                .flatMap(receipt ->
                        store.find(receipt.draw().fund(), receipt.draw().id(), receipt.number()))
                .orElseThrow(() -> Refusal.notFound(name));
    }

    private static int number(Page page) {
        if (page.after().isEmpty()) {
            return 0;
        }
        try {
            return Integer.parseInt(page.after());
        } catch (NumberFormatException e) {
            throw Page.notAToken();
        }
    }

    private static opcc.tracker.v1.Receipt answer(Receipt receipt) {
        Receipt.Facts facts = receipt.facts();
        return opcc.tracker.v1.Receipt.newBuilder()
                .setName(receipt.name())
                .setContentType(facts.contentType())
                .setAmountPence(facts.amount())
                .setSupplierReference(facts.supplierReference())
                .setSha256(facts.sha256())
                .setSizeBytes(facts.size())
                .addAllRemoved(facts.removed())
                .setAuthor(facts.author().name())
                .setCreateTime(Answers.timestamp(facts.attachedAt()))
                .build();
    }
}
