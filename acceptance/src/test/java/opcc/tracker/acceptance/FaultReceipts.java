package opcc.tracker.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import opcc.tracker.acceptance.AttachReceipt.Picture;
import opcc.tracker.acceptance.FaultLoad.Done;
import opcc.tracker.v1.DownloadReceiptRequest;
import opcc.tracker.v1.ReceiptsServiceGrpc;

/** The receipts of a fault run: what clients attach, and what must be there afterwards. */
final class FaultReceipts {

    private final TwoReplicas replicas;
    private final Function<String, String> tokens;
    private final List<Picture> pictures =
            IntStream.range(0, 4).mapToObj(FaultReceipts::picture).toList();
    private final Map<Picture, ByteString> clean = new HashMap<>();

    FaultReceipts(TwoReplicas replicas, Function<String, String> tokens) {
        this.replicas = replicas;
        this.tokens = tokens;
    }

    List<Picture> pictures() {
        return pictures;
    }

    /** Attaches each picture while nothing fails, and keeps what comes back: the same picture is always cleaned so. */
    void learnCleanCopies(FaultLoad load, String fund, String key) throws InterruptedException {
        Random random = new Random(0);
        String draw = load.give(FaultClient.OFFICER, new FaultCommand.Request(fund, 100), key + "-draw", random);
        for (Picture picture : pictures) {
            String receipt = load.give(
                    FaultClient.OFFICER, new AttachReceipt(draw, picture), key + "-" + picture.name(), random);
            clean.put(picture, download(0, receipt));
        }
        assertThat(clean.values()).as("clean copies").doesNotHaveDuplicates();
    }

    /** Every acknowledged receipt is there once and comes back whole from either replica; no other is there in part. */
    void assertWhole(FaultLoad load, FaultEvidence evidence) {
        Map<String, List<FaultEvidence.Receipt>> byCommand =
                evidence.receipts().stream().collect(Collectors.groupingBy(FaultEvidence.Receipt::command));
        int acknowledged = 0;
        int carriedOut = 0;
        for (Map.Entry<String, Done> each : load.done().entrySet()) {
            Done done = each.getValue();
            if (!(done.command() instanceof AttachReceipt(var _, var picture))) {
                continue;
            }
            List<FaultEvidence.Receipt> stored =
                    byCommand.getOrDefault(FaultEvidence.identity(tokens.apply(done.user()), each.getKey()), List.of());
            assertThat(stored).as("%s", done).hasSizeLessThanOrEqualTo(1);
            carriedOut += stored.size();
            var confirmation = done.confirmation();
            if (confirmation == null) {
                continue;
            }
            acknowledged++;
            assertThat(stored).as("%s was acknowledged", done).hasSize(1);
            assertThat(stored.getFirst().name()).isEqualTo(confirmation.name());
            assertThat(download(acknowledged % 2, confirmation.name()))
                    .as("%s as it was cleaned", done)
                    .isEqualTo(clean.get(picture));
        }
        assertThat(evidence.receipts())
                .as("a receipt for each command, and no other")
                .hasSize(carriedOut)
                .allSatisfy(receipt -> assertThat(evidence.sha256OfFile(receipt))
                        .as("the file of %s", receipt.name())
                        .isEqualTo(receipt.sha256()));
        assertThat(acknowledged).as("receipts attached in the run").isGreaterThan(pictures.size());
        System.out.println("fault run: " + acknowledged + " receipts acknowledged, " + carriedOut + " stored");
    }

    private ByteString download(int replica, String receipt) {
        var funds = replicas.funds(replica, tokens.apply(FaultClient.OFFICER));
        return ReceiptsServiceGrpc.newBlockingStub(funds.getChannel())
                .withDeadline(funds.getCallOptions().getDeadline())
                .downloadReceipt(
                        DownloadReceiptRequest.newBuilder().setName(receipt).build())
                .getContent();
    }

    private static Picture picture(int number) {
        BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(new Color(40 * number, 200 - 40 * number, 90));
        pen.fillRect(4, 4, 8 + number, 20);
        pen.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return new Picture("picture-" + number, ByteString.copyFrom(png.toByteArray()));
    }
}
