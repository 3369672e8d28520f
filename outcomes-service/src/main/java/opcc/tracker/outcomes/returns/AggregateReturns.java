package opcc.tracker.outcomes.returns;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import opcc.tracker.kit.access.Visibility;
import opcc.tracker.kit.calendar.FinancialYear;
import opcc.tracker.kit.idempotency.Command;
import opcc.tracker.kit.paging.Page;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.outcomes.store.AggregateReturnStore;

/** Enters returns and finds them again. */
public final class AggregateReturns {

    private final AggregateReturnStore store;
    private final Clock clock;

    /** Keeps them in {@code store}. */
    public AggregateReturns(AggregateReturnStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Enters a return, once for the same command.
     *
     * @param path leads to the fields of the heading in the request, for refusals
     * @throws Refusal ALREADY_EXISTS if another command has taken the id
     */
    public StatedReturn enter(
            String id, String path, StatedReturn.Heading heading, List<StatedRow> rows, String author) {
        Command command = Command.current();
        Optional<StatedReturn> earlier = enteredBy(command);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        ReturnRules.require(path, heading, rows, LocalDate.ofInstant(now, FinancialYear.LONDON));
        StatedReturn entered = new StatedReturn(id, heading, rows, author, now, command);
        if (store.insert(entered)) {
            return entered;
        }
        return enteredBy(command).orElseThrow(() -> Refusal.alreadyExists(entered.name()));
    }

    private Optional<StatedReturn> enteredBy(Command command) {
        return store.findByCommand(command.id()).filter(found -> command.repeats(found.enteredBy()));
    }

    /**
     * The return of this name, {@code aggregateReturns/...}.
     *
     * @throws Refusal NOT_FOUND if there is none
     */
    public StatedReturn require(String name) {
        return find(name).orElseThrow(() -> Refusal.notFound(name));
    }

    /** The return of this name, {@code aggregateReturns/...}; the store isn't asked for what is another kind's name. */
    public Optional<StatedReturn> find(String name) {
        return StatedReturn.isName(name) ? store.find(StatedReturn.idOf(name)) : Optional.empty();
    }

    /** A page of the returns that {@code visibility} shows, of one area or period if these are not empty. */
    public Page.Cut<StatedReturn> list(Page page, String area, String period, Visibility visibility) {
        return store.list(page, area, period, visibility);
    }
}
