package opcc.tracker.acceptance;

import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import opcc.tracker.acceptance.FaultCommand.Allocate;
import opcc.tracker.acceptance.FaultCommand.Approve;
import opcc.tracker.acceptance.FaultCommand.Pay;
import opcc.tracker.acceptance.FaultCommand.Refund;
import opcc.tracker.acceptance.FaultCommand.Reject;
import opcc.tracker.acceptance.FaultCommand.Release;
import opcc.tracker.acceptance.FaultCommand.Request;

/** One client: draws from the request to the end, one after another, each step with a key of its own. */
final class FaultClient implements Callable<Integer> {

    static final String OFFICER = "requester.westmercia";
    static final String FINANCE = "finance.westmercia";
    private static final String PAYER = "finance2.westmercia";

    private final FaultLoad load;
    private final String fund;
    private final List<AttachReceipt.Picture> pictures;
    private final String key;
    private final Random choices;
    private final BooleanSupplier over;
    private int steps;

    FaultClient(
            FaultLoad load,
            String fund,
            List<AttachReceipt.Picture> pictures,
            String key,
            Random choices,
            BooleanSupplier over) {
        this.load = load;
        this.fund = fund;
        this.pictures = pictures;
        this.key = key;
        this.choices = choices;
        this.over = over;
    }

    /** How many commands it gave. */
    @Override
    public Integer call() throws InterruptedException {
        for (int i = 0; !over.getAsBoolean(); i++) {
            if (i % 8 == 0) {
                give(FINANCE, new Allocate(fund, 8_000));
            }
            oneDraw();
            Thread.sleep(choices.nextInt(120));
        }
        return steps;
    }

    private String give(String user, FaultCommand command) throws InterruptedException {
        return load.give(user, command, key + "-" + ++steps, choices);
    }

    private void oneDraw() throws InterruptedException {
        long amount = 100L + choices.nextInt(9_900);
        String draw = give(OFFICER, new Request(fund, amount));
        if (draw.isEmpty()) {
            return;
        }
        if (choices.nextInt(3) == 0) {
            give(OFFICER, new AttachReceipt(draw, pictures.get(choices.nextInt(pictures.size()))));
        }
        if (give(FINANCE, new Approve(draw, amount)).isEmpty()) {
            give(FINANCE, new Reject(draw));
            return;
        }
        long part = 1 + choices.nextLong(amount);
        if (give(PAYER, new Pay(draw, part)).isEmpty()) {
            return;
        }
        if (part < amount && give(FINANCE, new Release(draw, amount - part)).isEmpty()) {
            return;
        }
        if (choices.nextBoolean()) {
            give(FINANCE, new Refund(draw, 1 + choices.nextLong(part)));
        }
    }
}
