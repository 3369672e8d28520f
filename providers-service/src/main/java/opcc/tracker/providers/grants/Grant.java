package opcc.tracker.providers.grants;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * A grant as the 360Giving standard has it. All text is as published.
 *
 * @param id the funder's prefix, the service and the year
 * @param title the service's own name
 * @param description what it offers
 * @param amountPence awarded for the year, in pence
 * @param awardDate the day of the award, {@code 2026-04-01}
 * @param startDate when support is planned to start, a day or month
 * @param endDate the last day of the year
 * @param recipient who got it
 * @param funder who awarded it
 * @param locations where it is for
 * @param programmes the funding streams that it is paid from
 * @param modified when the register's entry last changed, an RFC 3339 time
 * @param dataSource where the data is published
 */
record Grant(
        String id,
        String title,
        String description,
        long amountPence,
        String awardDate,
        String startDate,
        String endDate,
        Organisation recipient,
        Organisation funder,
        List<String> locations,
        List<Programme> programmes,
        String modified,
        Optional<String> dataSource) {

    /** Pounds and pence, exactly: the standard's amounts are numbers of pounds. */
    BigDecimal pounds() {
        return BigDecimal.valueOf(amountPence, 2);
    }

    /**
     * A funder or recipient.
     *
     * @param id its organisation identifier
     * @param name what it is called
     */
    record Organisation(String id, String name) {

        private static final String CHARITIES = "GB-CHC-";
        private static final String COMPANIES = "GB-COH-";

        /** Its number with the Charity Commission for England and Wales; empty if that is not its identifier. */
        String charityNumber() {
            return after(CHARITIES);
        }

        /** Its number at Companies House; empty if that is not its identifier. */
        String companyNumber() {
            return after(COMPANIES);
        }

        private String after(String list) {
            return id.startsWith(list) ? id.substring(list.length()) : "";
        }
    }

    /**
     * A programme of grants.
     *
     * @param code its code
     * @param title what it is called
     */
    record Programme(String code, String title) {}
}
