package opcc.tracker.funds.views;

import com.mongodb.MongoException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import opcc.tracker.funds.draws.Draw;
import opcc.tracker.funds.draws.FundLedger;
import opcc.tracker.funds.draws.FundLedgers;
import opcc.tracker.funds.register.FundRegister;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Writes draws to their view after they are in the ledger, never before. The service itself answers from the ledger. Any
 * number of replicas may write; what a crash left out is written at the next start. Not safe for several threads.
 */
public final class DrawView {

    private static final Logger log = LoggerFactory.getLogger(DrawView.class);

    private final FundRegister register;
    private final FundLedgers ledgers;
    private final MongoDrawStore view;
    private final Map<String, Long> written = new HashMap<>();
    private boolean caughtUp;

    private record Changed(String fund, long lastSequence, List<Draw> draws) {}

    /** A view of {@code ledgers} in {@code view}. */
    public DrawView(FundRegister register, FundLedgers ledgers, MongoDrawStore view) {
        this.register = register;
        this.ledgers = ledgers;
        this.view = view;
    }

    /** Writes what changed since the last time; the first time what the view lacks. */
    @Scheduled(fixedDelayString = "PT0.5S")
    public void follow() {
        try {
            if (!caughtUp) {
                catchUp();
                caughtUp = true;
            }
            ledgers.opened().forEach(this::follow);
        } catch (MongoException e) {
            log.warn("the view of draws waits for the store: {}", e.getClass().getSimpleName());
        }
    }

    private void follow(FundLedger ledger) {
        Changed changed = ledger.peek(state -> {
            long from = written.getOrDefault(state.fund(), 0L);
            return new Changed(
                    state.fund(),
                    state.lastSequence(),
                    from == state.lastSequence()
                            ? List.of()
                            : state.draws()
                                    .filter(draw -> draw.lastSequence() > from)
                                    .toList());
        });
        view.put(changed.draws);
        written.put(changed.fund, changed.lastSequence);
    }

    private void catchUp() {
        for (String fund : register.ids()) {
            Map<String, Long> known = view.sequences(fund);
            Changed all = all(fund);
            view.put(all.draws.stream()
                    .filter(draw -> draw.lastSequence() > known.getOrDefault(draw.name(), 0L))
                    .toList());
            written.put(fund, all.lastSequence);
        }
    }

    private Changed all(String fund) {
        return ledgers.of(fund)
                .read(state ->
                        new Changed(fund, state.lastSequence(), state.draws().toList()));
    }

    /**
     * Makes the view what the ledger says, whatever it was.
     *
     * @return how many draws it has
     */
    public int rebuild() {
        List<Draw> draws = new ArrayList<>();
        register.ids().forEach(fund -> draws.addAll(all(fund).draws));
        int wrong = view.removeAllBut(draws);
        view.put(draws);
        log.info("{} documents of the view of draws were not what the ledger says", wrong);
        return draws.size();
    }
}
