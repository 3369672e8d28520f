package opcc.tracker.outcomes.records;

/**
 * Why a row of a file is refused. Never holds anything of the row.
 *
 * @param row the line of the file; the header is usually line 1
 * @param column the column's name; empty if it is the row as a whole
 * @param reason in words that follow the column's name
 */
public record Fault(int row, String column, String reason) {}
