package dev.afterwise.plan.schedule;

import java.util.Arrays;

/**
 * The first of some numbers, by an order that is given. Allocates nothing for a number, which {@link java.util.PriorityQueue} does.
 * Not safe for use by several threads.
 */
final class Heap {
    interface Comparison {
        int compare(int one, int other);
    }

    private final Comparison order;
    private int[] items = new int[8];
    private int size;

    Heap(Comparison order) {
        this.order = order;
    }

    int size() {
        return size;
    }

    int peek() {
        return items[0];
    }

    void add(int item) {
        if (size == items.length) {
            items = Arrays.copyOf(items, 2 * size);
        }
        int at = size++;
        while (at > 0) {
            int up = (at - 1) / 2;
            if (order.compare(item, items[up]) >= 0) {
                break;
            }
            items[at] = items[up];
            at = up;
        }
        items[at] = item;
    }

    int poll() {
        int first = items[0];
        int last = items[--size];
        int at = 0;
        while (true) {
            int down = 2 * at + 1;
            if (down >= size) {
                break;
            }
            if (down + 1 < size && order.compare(items[down + 1], items[down]) < 0) {
                down++;
            }
            if (order.compare(items[down], last) >= 0) {
                break;
            }
            items[at] = items[down];
            at = down;
        }
        items[at] = last;
        return first;
    }
}
