package opcc.tracker.disclosure.attack;

import java.util.Arrays;

/**
 * Some unknown cells and the sums between them, all others taken as they truly are: a whole component, or a neighbourhood in
 * it. What is possible in a part is possible; what is impossible in a whole component is impossible.
 */
final class Part {
    final Knowledge knowledge;
    final int[] cells;
    final boolean whole;

    private Part(Knowledge knowledge, int[] cells, boolean whole) {
        this.knowledge = knowledge;
        this.cells = cells;
        this.whole = whole;
    }

    /** The nearest unknown cells around these, at most so many; the whole component if it is no larger. */
    static Part around(Knowledge knowledge, int[] centre, int atMost) {
        int[] found = new int[Math.min(atMost, knowledge.cells()) + centre.length];
        IntSet seen = new IntSet(found.length);
        IntSet sumsSeen = new IntSet(found.length);
        int count = 0;
        for (int cell : centre) {
            if (!knowledge.isKnown(cell) && seen.add(cell)) {
                found[count++] = cell;
            }
        }
        Links sums = knowledge.sums();
        Links sumsOf = knowledge.sumsOfCell();
        boolean whole = true;
        for (int next = 0; next < count && whole; next++) {
            for (int s = sumsOf.start(found[next]); s < sumsOf.end(found[next]) && whole; s++) {
                int sum = sumsOf.item(s);
                if (!sumsSeen.add(sum)) {
                    continue;
                }
                for (int at = sums.start(sum); at < sums.end(sum); at++) {
                    int cell = sums.item(at);
                    if (knowledge.isKnown(cell) || !seen.add(cell)) {
                        continue;
                    }
                    if (count == found.length) {
                        whole = false;
                        break;
                    }
                    found[count++] = cell;
                }
            }
        }
        int[] cells = Arrays.copyOf(found, count);
        Arrays.sort(cells);
        return new Part(knowledge, cells, whole);
    }

    /** The whole component of a cell. */
    static Part whole(Knowledge knowledge, int[] centre) {
        return around(knowledge, centre, Integer.MAX_VALUE - centre.length);
    }

    /** The place of a cell in this part, negative if it is not in it. */
    int place(int cell) {
        return Arrays.binarySearch(cells, cell);
    }

    /** The sums that touch this part, each once, ascending. */
    int[] sums() {
        Links sumsOf = knowledge.sumsOfCell();
        int length = 0;
        for (int cell : cells) {
            length += sumsOf.end(cell) - sumsOf.start(cell);
        }
        int[] all = new int[length];
        int count = 0;
        for (int cell : cells) {
            for (int s = sumsOf.start(cell); s < sumsOf.end(cell); s++) {
                all[count++] = sumsOf.item(s);
            }
        }
        Arrays.sort(all);
        int kept = 0;
        for (int i = 0; i < all.length; i++) {
            if (i == 0 || all[i] != all[i - 1]) {
                all[kept++] = all[i];
            }
        }
        return Arrays.copyOf(all, kept);
    }
}
