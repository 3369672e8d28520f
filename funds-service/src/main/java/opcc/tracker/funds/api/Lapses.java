package opcc.tracker.funds.api;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import opcc.tracker.funds.draws.Draw;
import opcc.tracker.funds.draws.FundCommand;
import opcc.tracker.funds.draws.FundLedger;
import opcc.tracker.funds.draws.FundLedgers;
import opcc.tracker.funds.ledger.Actor;
import opcc.tracker.funds.register.FundRegister;
import opcc.tracker.kit.idempotency.Command;
import opcc.tracker.kit.idempotency.CommandDigest;
import opcc.tracker.kit.refusal.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Gives back reservations whose time is over. Every replica may do so: a lapse is a command whose identity follows from
 * the draw and the time, so the ledger holds it once.
 */
public final class Lapses {

    private static final Logger log = LoggerFactory.getLogger(Lapses.class);

    private final FundRegister register;
    private final FundLedgers ledgers;
    private final Clock clock;

    /** Looks through all funds. */
    public Lapses(FundRegister register, FundLedgers ledgers, Clock clock) {
        this.register = register;
        this.ledgers = ledgers;
        this.clock = clock;
    }

    /** Lets lapse what is due in every fund. */
    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT5M")
    public void sweep() {
        for (String fund : register.ids()) {
            try {
                sweep(ledgers.of(fund));
            } catch (RuntimeException e) {
                log.warn(
                        "the reservations of a fund could not be looked through: {}",
                        e.getClass().getSimpleName());
            }
        }
    }

    private void sweep(FundLedger ledger) {
        List<Draw> due = ledger.read(state -> state.draws().filter(this::isDue).toList());
        for (Draw draw : due) {
            try {
                ledger.record(new FundCommand.Lapse(draw.id(), ""), Actor.TRACKER, identity(draw));
            } catch (Refusal overtaken) {
                log.debug("paid or released in the meantime");
            }
        }
    }

    private boolean isDue(Draw draw) {
        Instant lapsesAt = draw.lapsesAt();
        return lapsesAt != null && !clock.instant().isBefore(lapsesAt);
    }

    private static Command identity(Draw draw) {
        String what = "lapse of " + draw.name() + " at " + draw.lapsesAt();
        String hash = CommandDigest.SHA_256.of(what.getBytes(StandardCharsets.UTF_8));
        return new Command(hash, hash);
    }
}
