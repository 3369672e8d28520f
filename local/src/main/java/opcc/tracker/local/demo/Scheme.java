package opcc.tracker.local.demo;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A row of {@code facts/schemes.csv}: a scheme as its source describes it. Empty where the source says nothing. */
record Scheme(
        String id,
        String area,
        String scheme,
        String serviceType,
        String provider,
        List<String> fundingStreams,
        String amountPounds,
        String posts,
        String status,
        String start,
        String reach,
        List<String> stages,
        String details,
        String source) {

    static Scheme of(Map<String, String> row) {
        return new Scheme(
                text(row, "id"),
                text(row, "area"),
                text(row, "scheme"),
                text(row, "service_type"),
                text(row, "provider"),
                list(row, "funding_stream"),
                text(row, "amount_gbp"),
                text(row, "posts"),
                text(row, "status"),
                text(row, "start"),
                text(row, "reach"),
                list(row, "nrm_stages"),
                text(row, "details"),
                text(row, "source"));
    }

    private static String text(Map<String, String> row, String column) {
        return row.getOrDefault(column, "").strip();
    }

    private static List<String> list(Map<String, String> row, String column) {
        return Arrays.stream(text(row, column).split("\\|"))
                .filter(item -> !item.isEmpty())
                .toList();
    }
}
