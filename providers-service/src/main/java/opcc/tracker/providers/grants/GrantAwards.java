package opcc.tracker.providers.grants;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import opcc.tracker.kit.calendar.FinancialYear;
import opcc.tracker.v1.AnnualValue;
import opcc.tracker.v1.FigureBasisEnum.FigureBasis;
import opcc.tracker.v1.FundingStreamEnum.FundingStream;
import opcc.tracker.v1.Provider;
import opcc.tracker.v1.Service;
import opcc.tracker.v1.ServiceStatusEnum.ServiceStatus;

/**
 * Tells which of an area's services are grants that its office awarded for a year. What the register does not know is never
 * made up: such a service is left out and counted.
 */
final class GrantAwards {

    /** Streams that are others' money, and not the office's to award. */
    private static final Set<FundingStream> OF_OTHERS = EnumSet.of(
            FundingStream.HO_MSVCC,
            FundingStream.LOCAL_AUTHORITY,
            FundingStream.FORCE,
            FundingStream.CHARITABLE,
            FundingStream.DMU);

    /** Why a service is left out. */
    private enum LeftOut {
        NOBODY_COMMISSIONED("nobody is commissioned yet"),
        OTHERS_MONEY("only others pay for it (the force, a local authority, a charity, a university or the MSVCC)"),
        NO_VALUE("the register holds no amount for the year"),
        MADE_UP("the amount of the year is made up for demonstration");

        private final String why;

        LeftOut(String why) {
            this.why = why;
        }
    }

    private final Funder funder;
    private final FinancialYear year;
    private final GrantSettings settings;
    private final Function<String, Provider> providers;
    private final Map<LeftOut, Integer> leftOut = new EnumMap<>(LeftOut.class);
    private final List<Grant> grants = new ArrayList<>();
    private int withoutAwardDate;
    private int withoutIdentifier;

    private GrantAwards(
            Funder funder, FinancialYear year, GrantSettings settings, Function<String, Provider> providers) {
        this.funder = funder;
        this.year = year;
        this.settings = settings;
        this.providers = providers;
    }

    /**
     * The grants of a year.
     *
     * @param ledByArea the services that the area leads, in the order of their names
     * @param providers the provider of a name
     */
    static GrantExport of(
            String area,
            FinancialYear year,
            List<Service> ledByArea,
            Function<String, Provider> providers,
            GrantSettings settings) {
        GrantAwards awards = new GrantAwards(settings.funder(area), year, settings, providers);
        ledByArea.forEach(awards::take);
        return new GrantExport(
                awards.grants,
                awards.notes(),
                awards.leftOut.values().stream().mapToInt(Integer::intValue).sum());
    }

    private void take(Service service) {
        AnnualValue value = service.getAnnualValuesList().stream()
                .filter(each -> each.getFinancialYear().equals(year.toString()))
                .findFirst()
                .orElse(AnnualValue.getDefaultInstance());
        if (service.getProvider().isEmpty()
                || service.getStatus() == ServiceStatus.BID
                || service.getStatus() == ServiceStatus.GAP) {
            leaveOut(LeftOut.NOBODY_COMMISSIONED);
        } else if (!service.getFundingStreamsList().isEmpty()
                && OF_OTHERS.containsAll(service.getFundingStreamsList())) {
            leaveOut(LeftOut.OTHERS_MONEY);
        } else if (value.getAmountPence() == 0) {
            leaveOut(LeftOut.NO_VALUE);
        } else if (value.getBasis() == FigureBasis.DEMONSTRATION) {
            leaveOut(LeftOut.MADE_UP);
        } else {
            grants.add(grant(service, value));
        }
    }

    private void leaveOut(LeftOut reason) {
        leftOut.merge(reason, 1, Integer::sum);
    }

    private Grant grant(Service service, AnnualValue value) {
        if (value.getAwardDate().isEmpty()) {
            withoutAwardDate++;
        }
        return new Grant(
                funder.prefix() + "-" + slug(service.getName()) + "-" + year,
                service.getDisplayName(),
                description(service),
                value.getAmountPence(),
                value.getAwardDate().isEmpty() ? year.start().toString() : value.getAwardDate(),
                startDate(service),
                lastDay(),
                recipient(providers.apply(service.getProvider())),
                new Grant.Organisation(funder.identifier(), funder.name()),
                Stream.concat(Stream.of(service.getArea()), service.getSharedAreasList().stream())
                        .map(Funder::areaName)
                        .toList(),
                service.getFundingStreamsList().stream()
                        .map(stream -> new Grant.Programme(stream.name(), Labels.of(stream)))
                        .toList(),
                Instant.ofEpochSecond(service.getUpdateTime().getSeconds()).toString(),
                settings.dataSource());
    }

    private Grant.Organisation recipient(Provider provider) {
        if (!provider.getOrganisationIdentifier().isEmpty()) {
            return new Grant.Organisation(provider.getOrganisationIdentifier(), provider.getDisplayName());
        }
        withoutIdentifier++;
        return new Grant.Organisation(funder.prefix() + "-" + slug(provider.getName()), provider.getDisplayName());
    }

    private static String description(Service service) {
        return service.getDetails().isBlank()
                ? Labels.of(service.getServiceType()) + " for victims of modern slavery."
                : service.getDetails();
    }

    /** The service's own start, if it is known to the month and lies in the year; else the year's. */
    private String startDate(Service service) {
        String start = service.getStartDate();
        String first = year.start().toString();
        boolean within = start.length() >= "2026-04".length()
                && start.compareTo(first.substring(0, start.length())) > 0
                && start.compareTo(lastDay().substring(0, start.length())) <= 0;
        return within ? start : first;
    }

    private String lastDay() {
        return new FinancialYear(year.startYear() + 1).start().minusDays(1).toString();
    }

    private static String slug(String name) {
        return name.substring(name.indexOf('/') + 1);
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        notes.add("A grant is what a service that the area leads costs in the year, areas that share it included.");
        leftOut.forEach((reason, count) -> notes.add("Services left out since " + reason.why + ": " + count + "."));
        if (withoutAwardDate > 0) {
            notes.add("Grants without an award date in the register: " + withoutAwardDate
                    + ". The first day of the year takes its place; set award_date before you publish.");
        }
        if (withoutIdentifier > 0) {
            notes.add(
                    "Grants whose recipient has no organisation identifier in the register, such as GB-CHC-1234567 for"
                            + " a charity: " + withoutIdentifier
                            + ". An identifier of the funder's own takes its place.");
        }
        if (!funder.registered()) {
            notes.add("No prefix registered with 360Giving is configured for this area: its office's name and the"
                    + " identifiers with " + funder.prefix()
                    + " are provisional. Configure grants.funders before you publish.");
        }
        if (grants.isEmpty()) {
            notes.add("There is no 360Giving JSON, since such a file holds at least one grant.");
        }
        return notes;
    }
}
