package dev.afterwise.sql.cube;

import dev.afterwise.FailureClass;
import dev.afterwise.Status;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What the executions of an hour or a day, or their steps, add up to in each {@link Cell}. Immutable.
 *
 * <p>It is one array of numbers, as they stand in the bytes, so that adding up a thousand cells touches memory in order and
 * makes no objects; the coordinates of all cells stand beside it, so that those that are not meant are passed by quickly.
 * Whoever asks twice by a single coordinate is given a cube that has no other from then on. Safe for use by many threads.
 */
@SuppressWarnings("EnumOrdinal") // indices of arrays in memory; what is stored are words
public final class Cube {
    private static final int STATUS = Cell.NAMES;
    private static final int COUNT = STATUS + 1;
    private static final int SPENT = COUNT + 1;
    private static final int FAILURES = SPENT + Sums.SPENT;
    private static final int WORTH_ROLLING_UP = 100;
    private static final long BUCKET_MASK = (1L << CubeWriter.BUCKET_BITS) - 1;

    private final String[] names;
    private final long[] numbers;
    private final int[] starts;
    private final int[] coordinates;
    private final AtomicReferenceArray<@Nullable Cube> rolledUp = new AtomicReferenceArray<>(Cell.NAMES);
    private final AtomicIntegerArray asked = new AtomicIntegerArray(Cell.NAMES);

    private Cube(String[] names, long[] numbers, int[] starts) {
        this.names = names;
        this.numbers = numbers;
        this.starts = starts;
        this.coordinates = new int[starts.length * COUNT];
    }

    /** @throws IllegalArgumentException if these are not the bytes of a cube */
    public static Cube decode(byte[] bytes) {
        var packed = new Unpacking(bytes);
        packed.demandVersion(CubeWriter.VERSION);
        String[] names = new String[packed.count()];
        for (int i = 0; i < names.length; i++) {
            names[i] = packed.text();
        }
        long[] numbers = new long[packed.left()];
        int size = 0;
        while (!packed.isDone()) {
            numbers[size++] = packed.number();
        }
        return checked(names, Arrays.copyOf(numbers, size));
    }

    private static Cube checked(String[] names, long[] numbers) {
        int[] starts = new int[numbers.length / (FAILURES + 3)];
        int cells = 0;
        try {
            for (int at = 0; at < numbers.length; cells++) {
                starts[cells] = at;
                at += FAILURES;
                at += 1 + Math.toIntExact(2 * numbers[at]);
                at += 1 + Math.toIntExact(3 * numbers[at]);
                at += 1 + Math.toIntExact(numbers[at]);
                if (at <= starts[cells] || at > numbers.length) {
                    throw damaged(null);
                }
            }
            var cube = new Cube(names, numbers, Arrays.copyOf(starts, cells));
            for (int i = 0; i < cells; i++) {
                cube.check(i);
            }
            return cube;
        } catch (IndexOutOfBoundsException | ArithmeticException e) {
            throw damaged(e);
        }
    }

    /** Puts ordinals in place of words, so that nobody need look at them again. */
    private void check(int cell) {
        int at = starts[cell];
        for (int i = 0; i < Cell.NAMES; i++) {
            coordinates[cell * COUNT + i] = demandName(numbers[at + i]);
        }
        coordinates[cell * COUNT + STATUS] =
                status(names[demandName(numbers[at + STATUS])]).ordinal();
        int next = at + FAILURES;
        for (long left = numbers[next++]; left > 0; left--, next += 2) {
            String label = names[demandName(numbers[next])];
            numbers[next] = FailureClass.labelled(label)
                    .orElseThrow(() -> damaged(null))
                    .ordinal();
        }
        for (long left = numbers[next++]; left > 0; left--, next += 3) {
            numbers[next] = demandName(numbers[next]);
        }
    }

    private int demandName(long index) {
        return Objects.checkIndex(Math.toIntExact(index), names.length);
    }

    private static Status status(String word) {
        for (Status each : Sums.STATUSES) {
            if (each.word().equals(word)) {
                return each;
            }
        }
        throw damaged(null);
    }

    private static IllegalArgumentException damaged(@Nullable RuntimeException why) {
        return new IllegalArgumentException("A cube must hold whole cells, but this one is damaged.", why);
    }

    /** How many cells there are. */
    public int size() {
        return starts.length;
    }

    Cell cell(int index) {
        return new Cell(
                names[name(index, 0)],
                names[name(index, 1)],
                names[name(index, 2)],
                names[name(index, 3)],
                Sums.STATUSES[status(index)]);
    }

    /** The number of one of the names of a cell. */
    int name(int cell, int which) {
        return coordinates[cell * COUNT + which];
    }

    int status(int cell) {
        return coordinates[cell * COUNT + STATUS];
    }

    String named(int name) {
        return names[name];
    }

    int names() {
        return names.length;
    }

    /** The number of this name, or -1 if no cell has it. */
    int indexOf(String name) {
        return Arrays.asList(names).indexOf(name);
    }

    /** The same executions by this coordinate and status alone, if it pays; else this cube. */
    Cube by(int which) {
        Cube known = rolledUp.get(which);
        if (known != null) {
            return known;
        }
        if (starts.length < WORTH_ROLLING_UP || asked.incrementAndGet(which) < 2) {
            return this;
        }
        Cube made = rollUp(which);
        rolledUp.set(which, made);
        return made;
    }

    private Cube rollUp(int which) {
        var cells = new Cells(cell -> cell.by(which));
        cells.add(this);
        return decode(cells.encode());
    }

    /** @param sign 1 to add, -1 to take back */
    void addTo(Sums sums, int cell, int sign) {
        int at = starts[cell];
        sums.outcomes[status(cell)] += sign * numbers[at + COUNT];
        for (int i = 0; i < Sums.SPENT; i++) {
            sums.spend(i, sign * numbers[at + SPENT + i]);
        }
        int next = at + FAILURES;
        for (long left = numbers[next++]; left > 0; left--, next += 2) {
            sums.fail((int) numbers[next], sign * numbers[next + 1]);
        }
        for (long left = numbers[next++]; left > 0; left--, next += 3) {
            sums.recover(names[(int) numbers[next]], sign * numbers[next + 1], sign * numbers[next + 2]);
        }
        int end = next + 1 + (int) numbers[next];
        for (next++; next < end; next++) {
            sums.took.add((int) (numbers[next] & BUCKET_MASK), sign * (numbers[next] >> CubeWriter.BUCKET_BITS));
        }
    }
}
