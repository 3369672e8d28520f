package opcc.tracker.funds.api;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import opcc.tracker.funds.draws.Draw;
import opcc.tracker.funds.draws.FundLedgers;
import opcc.tracker.funds.draws.FundState;
import opcc.tracker.funds.draws.LedgerProof;
import opcc.tracker.funds.ledger.Entry;
import opcc.tracker.funds.ledger.EntryStore;
import opcc.tracker.funds.register.Fund;
import opcc.tracker.funds.register.FundRegister;
import opcc.tracker.kit.access.Visibility;
import opcc.tracker.kit.calendar.FinancialYear;
import opcc.tracker.kit.paging.Page;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.v1.DrawStateEnum.DrawState;
import opcc.tracker.v1.GetQueueRequest;
import opcc.tracker.v1.ListAllocationsRequest;
import opcc.tracker.v1.ListAllocationsResponse;
import opcc.tracker.v1.ListDrawsRequest;
import opcc.tracker.v1.ListDrawsResponse;
import opcc.tracker.v1.ListEntriesRequest;
import opcc.tracker.v1.ListEntriesResponse;
import opcc.tracker.v1.ListFundsRequest;
import opcc.tracker.v1.ListFundsResponse;
import opcc.tracker.v1.Queue;

/** What callers ask of funds. Every answer is read from the ledger as the store has it now. */
public final class FundsQueries {

    private static final Comparator<Draw> NEWEST_FIRST =
            Comparator.comparingLong(FundsQueries::number).reversed();

    private final FundRegister register;
    private final FundLedgers ledgers;
    private final EntryStore entries;

    private final Clock clock;

    /** Reads from all three. */
    public FundsQueries(FundRegister register, FundLedgers ledgers, EntryStore entries, Clock clock) {
        this.register = register;
        this.ledgers = ledgers;
        this.entries = entries;
        this.clock = clock;
    }

    opcc.tracker.v1.Fund fund(String name) {
        return withBalances(require(name));
    }

    ListFundsResponse funds(ListFundsRequest request) {
        Page page = Page.of(request.getPageSize(), request.getPageToken());
        Page.Cut<Fund> cut = register.list(page, request.getArea(), Visibility.current());
        return ListFundsResponse.newBuilder()
                .addAllFunds(cut.items().stream().map(this::withBalances).toList())
                .setNextPageToken(cut.nextPageToken())
                .build();
    }

    opcc.tracker.v1.Draw draw(String name) {
        Names.DrawName drawName = Names.requireDraw(name);
        Draw draw = ledgers.of(drawName.fund())
                .read(state -> state.find(drawName.id()))
                .orElseThrow(() -> Refusal.notFound(name));
        return Answers.draw(draw, FinancialYear.today(clock));
    }

    ListDrawsResponse draws(ListDrawsRequest request) {
        Fund fund = require(request.getParent());
        Page page = Page.of(request.getPageSize(), request.getPageToken());
        long before = page.after().isEmpty() ? Long.MAX_VALUE : key(page.after());
        Visibility visibility = Visibility.current();
        DrawState state = request.getState();
        List<Draw> found = ledgers.of(fund.id())
                .read(stored -> stored.draws()
                        .filter(draw -> number(draw) < before)
                        .filter(draw -> state == DrawState.DRAW_STATE_UNSPECIFIED || draw.state() == state)
                        .filter(draw -> visibility.shows(FundsScopes.of(fund, draw)))
                        .sorted(NEWEST_FIRST)
                        .limit(page.size() + 1L)
                        .toList());
        Page.Cut<Draw> cut = page.cut(found, draw -> Long.toString(number(draw)));
        return ListDrawsResponse.newBuilder()
                .addAllDraws(cut.items().stream()
                        .map(draw -> Answers.draw(draw, FinancialYear.today(clock)))
                        .toList())
                .setNextPageToken(cut.nextPageToken())
                .build();
    }

    ListAllocationsResponse allocations(ListAllocationsRequest request) {
        String fund = require(request.getParent()).id();
        Page page = Page.of(request.getPageSize(), request.getPageToken());
        Page.Cut<Entry> cut = cut(page, entries.allocationsAfter(fund, sequence(page), page.size() + 1));
        return ListAllocationsResponse.newBuilder()
                .addAllAllocations(cut.items().stream().map(Answers::allocation).toList())
                .setNextPageToken(cut.nextPageToken())
                .build();
    }

    ListEntriesResponse entries(ListEntriesRequest request) {
        String fund = require(request.getParent()).id();
        Page page = Page.of(request.getPageSize(), request.getPageToken());
        Page.Cut<Entry> cut = cut(page, entries.after(fund, sequence(page), page.size() + 1));
        return ListEntriesResponse.newBuilder()
                .addAllEntries(cut.items().stream().map(Answers::entry).toList())
                .setNextPageToken(cut.nextPageToken())
                .build();
    }

    opcc.tracker.v1.Policy policy(String name) {
        String fund = require("funds/" + Names.requirePolicyFundId(name)).id();
        return ledgers.of(fund)
                .read(FundState::policyEntry)
                .map(entry -> Policies.answer(fund, entry))
                .orElseGet(() -> Policies.initial(fund));
    }

    Queue queue(GetQueueRequest request) {
        Fund fund = require(request.getParent());
        WaitingDraws waiting = WaitingDraws.at(clock.instant());
        return ledgers.of(fund.id()).read(state -> waiting.answer(state.draws(), state.budgets()));
    }

    LedgerProof proof(String name) {
        return LedgerProof.of(require(name).id(), entries);
    }

    private opcc.tracker.v1.Fund withBalances(Fund fund) {
        return ledgers.of(fund.id()).read(state -> Answers.fund(fund, state));
    }

    private Fund require(String name) {
        return register.find(Names.requireFundId(name)).orElseThrow(() -> Refusal.notFound(name));
    }

    private static Page.Cut<Entry> cut(Page page, List<Entry> found) {
        return page.cut(new ArrayList<>(found), entry -> Long.toString(entry.sequence()));
    }

    private static long sequence(Page page) {
        return page.after().isEmpty() ? 0 : key(page.after());
    }

    private static long key(String after) {
        try {
            return Long.parseLong(after);
        } catch (NumberFormatException e) {
            throw Page.notAToken();
        }
    }

    private static long number(Draw draw) {
        return Long.parseLong(draw.id().substring(1));
    }
}
