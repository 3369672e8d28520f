package opcc.tracker.providers.grants;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import opcc.tracker.kit.csv.Cells;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Grants as a spreadsheet with the titles of the 360Giving standard. What a grant has several of stands in columns that count
 * from 0, as in {@code Beneficiary Location:1:Name}.
 */
final class GrantCsv {

    private static final List<String> TITLES = List.of(
            "Identifier",
            "Title",
            "Description",
            "Currency",
            "Amount Awarded",
            "Award Date",
            "Planned Dates:Start Date",
            "Planned Dates:End Date",
            "Recipient Org:Identifier",
            "Recipient Org:Name",
            "Recipient Org:Charity Number",
            "Recipient Org:Company Number",
            "Funding Org:Identifier",
            "Funding Org:Name");

    private GrantCsv() {}

    static String write(List<Grant> grants) {
        int locations = most(grants.stream().map(Grant::locations).toList());
        int programmes = most(grants.stream().map(Grant::programmes).toList());
        StringBuilder csv = new StringBuilder();
        try (CSVPrinter printer = new CSVPrinter(csv, CSVFormat.RFC4180)) {
            printer.printRecord(titles(locations, programmes));
            for (Grant grant : grants) {
                printer.printRecord(row(grant, locations, programmes).stream().map(Cells::harmless));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return csv.toString();
    }

    private static int most(List<? extends List<?>> lists) {
        return lists.stream().mapToInt(List::size).max().orElse(0);
    }

    private static List<String> titles(int locations, int programmes) {
        List<String> titles = new ArrayList<>(TITLES);
        for (int i = 0; i < locations; i++) {
            titles.add("Beneficiary Location:" + i + ":Name");
            titles.add("Beneficiary Location:" + i + ":Country Code");
        }
        for (int i = 0; i < programmes; i++) {
            titles.add("Grant Programme:" + i + ":Code");
            titles.add("Grant Programme:" + i + ":Title");
        }
        titles.add("Last modified");
        titles.add("Data Source");
        return titles;
    }

    private static List<String> row(Grant grant, int locations, int programmes) {
        List<String> row = new ArrayList<>(List.of(
                grant.id(),
                grant.title(),
                grant.description(),
                "GBP",
                grant.pounds().toPlainString(),
                grant.awardDate(),
                grant.startDate(),
                grant.endDate(),
                grant.recipient().id(),
                grant.recipient().name(),
                grant.recipient().charityNumber(),
                grant.recipient().companyNumber(),
                grant.funder().id(),
                grant.funder().name()));
        for (int i = 0; i < locations; i++) {
            boolean has = i < grant.locations().size();
            row.add(has ? grant.locations().get(i) : "");
            row.add(has ? "GB" : "");
        }
        for (int i = 0; i < programmes; i++) {
            boolean has = i < grant.programmes().size();
            row.add(has ? grant.programmes().get(i).code() : "");
            row.add(has ? grant.programmes().get(i).title() : "");
        }
        row.add(grant.modified());
        row.add(grant.dataSource().orElse(""));
        return row;
    }
}
