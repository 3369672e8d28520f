package opcc.tracker.funds.api;

import com.google.rpc.Code;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import opcc.tracker.funds.ledger.EntryStore;
import opcc.tracker.funds.register.Fund;
import opcc.tracker.funds.register.FundRegister;
import opcc.tracker.funds.spend.FundSpend;
import opcc.tracker.funds.spend.Grouping;
import opcc.tracker.funds.spend.PersonCost;
import opcc.tracker.funds.spend.SpendTable;
import opcc.tracker.kit.access.Visibility;
import opcc.tracker.kit.calendar.FinancialYear;
import opcc.tracker.kit.csv.Cells;
import opcc.tracker.kit.paging.Page;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.v1.ExportSpendRequest;
import opcc.tracker.v1.GetSpendRequest;
import opcc.tracker.v1.SpendFile;
import opcc.tracker.v1.SpendReport;

/** What finance asks of the ledgers. Each answer reads them anew, from their first entries on. */
public final class SpendQueries {

    private static final int PAGE = 1_000;

    private final FundRegister register;
    private final EntryStore entries;
    private final Clock clock;

    /** Reads from both. */
    public SpendQueries(FundRegister register, EntryStore entries, Clock clock) {
        this.register = register;
        this.entries = entries;
        this.clock = clock;
    }

    SpendReport spend(GetSpendRequest request) {
        Set<Grouping> by = groupings(request.getGroupBy());
        String year = year(request.getFinancialYear());
        List<Fund> funds = funds(request);
        List<FundSpend> spends = funds.stream().map(this::read).toList();
        boolean oneAreasFunds = request.getFund().isEmpty()
                && funds.stream().map(Fund::area).distinct().count() <= 1;
        return SpendAnswers.report(
                year,
                by,
                SpendTable.of(spends, year, by),
                SpendTable.unitCosts(spends, year),
                oneAreasFunds ? PersonCost.of(spends, year) : PersonCost.NOT_OF_ONE_AREA,
                spends.stream()
                        .map(fund -> fund.forecast(FinancialYear.today(clock)))
                        .toList());
    }

    SpendFile export(ExportSpendRequest request) {
        Set<Grouping> by = groupings(request.getGroupBy());
        String year = year(request.getFinancialYear());
        List<Fund> funds = funds(GetSpendRequest.newBuilder()
                .setFund(request.getFund())
                .setArea(request.getArea())
                .build());
        SpendTable table = SpendTable.of(funds.stream().map(this::read).toList(), year, by);
        String whose = request.getFund().isEmpty()
                ? request.getArea()
                : funds.getFirst().id();
        return SpendFile.newBuilder()
                .setCsv(opcc.tracker.funds.spend.SpendFile.write(year, by, table))
                .setContentType(Cells.CONTENT_TYPE)
                .setFileName((whose.isEmpty() ? "" : whose + "-") + "spend-" + year + ".csv")
                .setRowCount(table.rows().size())
                .build();
    }

    private static Set<Grouping> groupings(String groupBy) {
        return Grouping.parse(groupBy)
                .orElseThrow(() -> Refusal.invalid(
                        "group_by",
                        "must be any of category, month, area, provider and stream, each at most once, such as"
                                + " category,month"));
    }

    private String year(String asked) {
        String year =
                asked.isEmpty() ? FinancialYear.of(FinancialYear.today(clock)).toString() : asked;
        FinancialYear.violation("financial_year", year).ifPresent(violation -> {
            throw Refusal.invalid(List.of(violation));
        });
        return year;
    }

    private FundSpend read(Fund fund) {
        FundSpend spend = new FundSpend(fund.name(), fund.area());
        entries.each(fund.id(), spend::take);
        return spend;
    }

    private List<Fund> funds(GetSpendRequest request) {
        Visibility visibility = Visibility.current();
        String area = request.getArea();
        if (!request.getFund().isEmpty()) {
            if (!area.isEmpty()) {
                throw Refusal.invalid("area", "must be left out where a fund is named");
            }
            return List.of(Names.fundId(request.getFund())
                    .flatMap(register::find)
                    .filter(fund -> visibility.shows(FundsScopes.of(fund)))
                    .orElseThrow(() -> Refusal.notFound(request.getFund())));
        }
        if (!area.isEmpty() && !visibility.areas().contains(area)) {
            throw Refusal.of(
                    Code.PERMISSION_DENIED,
                    "AREA_NOT_YOURS",
                    "You do not act for the area \"" + area + "\".",
                    Map.of("area", area));
        }
        List<Fund> all = new ArrayList<>();
        Page page = new Page("", PAGE);
        while (true) {
            Page.Cut<Fund> cut = register.list(page, area, visibility);
            all.addAll(cut.items());
            if (cut.nextPageToken().isEmpty()) {
                return all;
            }
            page = Page.of(PAGE, cut.nextPageToken());
        }
    }
}
