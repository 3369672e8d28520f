package opcc.tracker.disclosure.attack;

import java.util.Arrays;

/** A set of numbers from 0 that grows: open addressing, no boxes. */
final class IntSet {
    private int[] slots;
    private int size;

    IntSet(int expected) {
        int capacity = 16;
        while (capacity < Math.min(expected, 1 << 10) * 2) {
            capacity *= 2;
        }
        slots = new int[capacity];
        Arrays.fill(slots, -1);
    }

    /** True if the number is new. */
    boolean add(int number) {
        int slot = slot(slots, number);
        if (slots[slot] == number) {
            return false;
        }
        slots[slot] = number;
        size++;
        if (size * 2 > slots.length) {
            grow();
        }
        return true;
    }

    private void grow() {
        int[] more = new int[slots.length * 2];
        Arrays.fill(more, -1);
        for (int number : slots) {
            if (number >= 0) {
                more[slot(more, number)] = number;
            }
        }
        slots = more;
    }

    private static int slot(int[] slots, int number) {
        int mask = slots.length - 1;
        int slot = (number * 0x9E3779B9 >>> 7) & mask;
        while (slots[slot] >= 0 && slots[slot] != number) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
