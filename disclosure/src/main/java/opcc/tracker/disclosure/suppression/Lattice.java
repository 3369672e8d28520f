package opcc.tracker.disclosure.suppression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import opcc.tracker.disclosure.table.Relation;
import opcc.tracker.disclosure.table.Table;

/**
 * A table's published cells by their place in each dimension: which node (code, group or {@code Total}) they are at, what is
 * above a node, and which cell is at given nodes.
 */
final class Lattice {
    final int dimensions;
    private final int[][] nodes;
    private final int[][] above;
    private final int[][][] codesUnder;
    private final long[] strides;
    private final long[] slotKeys;
    private final int[] slotCells;

    Lattice(Table table) {
        dimensions = table.dimensionNames().size();
        int cells = table.publishedCount();
        nodes = new int[dimensions][cells];
        above = new int[dimensions][];
        codesUnder = new int[dimensions][][];
        strides = new long[dimensions];
        long stride = 1;
        for (int d = 0; d < dimensions; d++) {
            Map<String, Integer> numbers = new HashMap<>();
            for (int c = 0; c < cells; c++) {
                nodes[d][c] = numbers.computeIfAbsent(table.label(c, d), any -> numbers.size());
            }
            strides[d] = stride;
            stride = Math.multiplyExact(stride, numbers.size());
            above[d] = new int[numbers.size()];
            Arrays.fill(above[d], -1);
        }
        for (Relation relation : table.relations()) {
            for (int part : relation.parts()) {
                for (int d = 0; d < dimensions; d++) {
                    if (nodes[d][part] != nodes[d][relation.total()]) {
                        above[d][nodes[d][part]] = nodes[d][relation.total()];
                    }
                }
            }
        }
        for (int d = 0; d < dimensions; d++) {
            codesUnder[d] = codesUnder(table, d);
        }
        int capacity = Integer.highestOneBit(Math.max(8, cells)) * 4;
        slotKeys = new long[capacity];
        Arrays.fill(slotKeys, -1);
        slotCells = new int[capacity];
        for (int c = 0; c < cells; c++) {
            int slot = slot(key(c));
            slotKeys[slot] = key(c);
            slotCells[slot] = c;
        }
    }

    private int[][] codesUnder(Table table, int d) {
        boolean[] isCode = new boolean[above[d].length];
        for (int i = 0; i < table.innerCount(); i++) {
            isCode[nodes[d][table.publishedOfInner(i)]] = true;
        }
        List<List<Integer>> found = new ArrayList<>();
        for (int node = 0; node < isCode.length; node++) {
            found.add(new ArrayList<>());
        }
        for (int code = 0; code < isCode.length; code++) {
            if (isCode[code]) {
                for (int node = code; node >= 0; node = above[d][node]) {
                    found.get(node).add(code);
                }
            }
        }
        return found.stream()
                .map(codes -> codes.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }

    /** The node of a cell in a dimension. */
    int node(int d, int cell) {
        return nodes[d][cell];
    }

    /** The node above; -1 for the total. */
    int above(int d, int node) {
        return above[d][node];
    }

    /** The codes in a node, itself if it is one. */
    int[] codesUnder(int d, int node) {
        return codesUnder[d][node];
    }

    /** The number of nodes of a dimension. */
    int nodes(int d) {
        return above[d].length;
    }

    /** True if the node is in the other or is the other. */
    boolean isUnder(int d, int node, int other) {
        for (int at = node; at >= 0; at = above[d][at]) {
            if (at == other) {
                return true;
            }
        }
        return false;
    }

    /** What names a cell: the sum of its nodes, each times its dimension's {@link #stride}. */
    long key(int cell) {
        long key = 0;
        for (int d = 0; d < dimensions; d++) {
            key += nodes[d][cell] * strides[d];
        }
        return key;
    }

    long stride(int d) {
        return strides[d];
    }

    /** The cell of a key, -1 if it is not published since nothing is listed in it. */
    int cell(long key) {
        int slot = slot(key);
        return slotKeys[slot] == key ? slotCells[slot] : -1;
    }

    private int slot(long key) {
        int mask = slotKeys.length - 1;
        int slot = (int) ((key * 0x9E3779B97F4A7C15L) >>> 33) & mask;
        while (slotKeys[slot] >= 0 && slotKeys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
