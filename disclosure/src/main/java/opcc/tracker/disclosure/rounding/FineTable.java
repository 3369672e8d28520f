package opcc.tracker.disclosure.rounding;

import java.util.List;

/**
 * A table of so many dimensions that only margins crossing few of them are read. A group of a dimension, such as the region of
 * an area, is a column of its own.
 *
 * @param keys for each inner cell a text that no other has, from which the secret seed makes its share of the choice
 * @param counts for each inner cell its count of people, from 0
 * @param columns for each column the code of each inner cell, from 0
 * @param crossings what is read: each crosses some columns, and one crosses none, which gives the table's total
 */
@SuppressWarnings("ArrayRecordComponent") // one for each table, never compared
public record FineTable(List<String> keys, int[] counts, int[][] columns, List<Crossing> crossings) {

    /**
     * A margin that is read.
     *
     * @param columns the numbers of the columns that it crosses
     * @param weight how much its errors count beside those of others, from 1
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Crossing(int[] columns, int weight) {}

    /** How many inner cells there are. */
    public int size() {
        return counts.length;
    }
}
