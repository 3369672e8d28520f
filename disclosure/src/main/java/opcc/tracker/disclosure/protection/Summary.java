package opcc.tracker.disclosure.protection;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import opcc.tracker.disclosure.table.Table;

/**
 * What a protection did to a table, for the statistician who ran it. Its exact errors tell about true counts: they are not
 * for the public, see docs/protect.md.
 *
 * @param table the true table
 * @param result what is published of it
 */
public record Summary(Table table, Protected result) {

    /** The largest absolute error of the values that are published. */
    public long largestError() {
        long largest = 0;
        for (int c = 0; c < table.publishedCount(); c++) {
            largest = Math.max(largest, error(c));
        }
        return largest;
    }

    /** The mean absolute error of the values that are published; 0 if none is. */
    public double meanError() {
        double sum = 0;
        long published = table.publishedCount() - count(Status.PRIMARY) - count(Status.SECONDARY);
        for (int c = 0; c < table.publishedCount(); c++) {
            sum += error(c);
        }
        return published == 0 ? 0 : sum / published;
    }

    /** How many published cells have a status. */
    public long count(Status status) {
        long count = 0;
        for (Status each : result.statuses()) {
            count += each == status ? 1 : 0;
        }
        return count;
    }

    /** The true values of all suppressed cells together. */
    public long lost() {
        long lost = 0;
        for (int c = 0; c < table.publishedCount(); c++) {
            lost += result.statuses()[c] == Status.PUBLISHED ? 0 : table.value(c);
        }
        return lost;
    }

    /** The true values of the suppressed inner cells together. */
    public long lostInner() {
        long lost = 0;
        for (int i = 0; i < table.innerCount(); i++) {
            lost += result.statuses()[table.publishedOfInner(i)] == Status.PUBLISHED ? 0 : table.inner(i);
        }
        return lost;
    }

    /**
     * The summary as JSON.
     *
     * @param seedDigest names the seed without telling it
     * @param seconds how long it took
     */
    public String json(String seedDigest, double seconds) {
        Map<String, Object> entries = new LinkedHashMap<>();
        entries.put("method", '"' + result.method() + '"');
        entries.put("base", result.base());
        entries.put("cells", table.publishedCount());
        entries.put("innerCells", table.innerCount());
        entries.put("largestAbsoluteError", largestError());
        entries.put("meanAbsoluteError", rounded(meanError()));
        entries.put("primaryCells", count(Status.PRIMARY));
        entries.put("secondaryCells", count(Status.SECONDARY));
        entries.put("lostCounts", lostInner());
        entries.put("lostCountsOfAllCells", lost());
        entries.put("objective", rounded(result.objective()));
        entries.put("provenBound", rounded(result.provenBound()));
        entries.put("gap", rounded(result.gap()));
        entries.put("optimal", result.optimal());
        entries.put("seconds", rounded(seconds));
        entries.put("seedDigest", '"' + seedDigest + '"');
        StringBuilder json = new StringBuilder("{\n");
        entries.forEach((name, value) ->
                json.append("  \"").append(name).append("\": ").append(value).append(",\n"));
        return json.delete(json.length() - 2, json.length()).append("\n}\n").toString();
    }

    private long error(int c) {
        return result.statuses()[c] == Status.PUBLISHED ? Math.abs(result.values()[c] - table.value(c)) : 0;
    }

    /** Six digits behind the point are enough, and no exponent. */
    private static String rounded(double value) {
        return BigDecimal.valueOf(value)
                .setScale(6, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
