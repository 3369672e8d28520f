package opcc.tracker.providers.grants;

import opcc.tracker.kit.calendar.FinancialYear;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.providers.register.ProviderRegister;
import opcc.tracker.providers.store.RegisterStore;
import org.springframework.stereotype.Component;

/** Reads the register and gives an area's grants. */
@Component
public final class GrantsExporter {

    private final RegisterStore store;
    private final ProviderRegister providers;
    private final GrantSettings settings;

    GrantsExporter(RegisterStore store, ProviderRegister providers, GrantSettings settings) {
        this.store = store;
        this.providers = providers;
        this.settings = settings;
    }

    /**
     * The grants that the office of {@code area} awarded for a year.
     *
     * @param year such as {@code 2026-27}; refused if it is none
     */
    public GrantExport export(String area, String year) {
        FinancialYear financialYear = FinancialYear.parse(year)
                .orElseThrow(() ->
                        Refusal.invalid("financial_year", "must be two years that follow each other, such as 2026-27"));
        return GrantAwards.of(area, financialYear, store.services().ledBy(area), providers::get, settings);
    }
}
