package dev.afterwise.sql;

import dev.afterwise.Dimension;
import dev.afterwise.ExecutionId;
import dev.afterwise.Failure;
import dev.afterwise.Subject;
import dev.afterwise.store.FailureGroup;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Groups of failures that are being filled, from days, from their tail and from rows. For one thread. */
final class ErrorGroups implements ErrorDayForm.Reader {
    /** Where the dimensions are among the texts of a cell. */
    private static final List<Dimension> DIMENSIONS =
            List.of(Dimension.TASK, Dimension.AGENT, Dimension.MODEL, Dimension.ROUTE);

    private static final int FIRST_DIMENSION = 2;
    private static final int AGENT = FIRST_DIMENSION + 1;

    /** Failures of one class and fingerprint. */
    final class Group {
        final String failureClass;
        final String fingerprint;
        private final BitSet agents = new BitSet();
        private long count;
        private long firstUs = Long.MAX_VALUE;
        private long lastUs = Long.MIN_VALUE;
        private long idHigh;
        private long idLow;

        private Group(int failureClass, int fingerprint) {
            this.failureClass = texts.get(failureClass);
            this.fingerprint = texts.get(fingerprint);
        }

        private void add(int agent, long more, long first, long last, long high, long low) {
            if (last > lastUs || count == 0 || (last == lastUs && isGreater(high, low))) {
                lastUs = last;
                idHigh = high;
                idLow = low;
            }
            count += more;
            firstUs = Math.min(firstUs, first);
            agents.set(agent);
        }

        private boolean isGreater(long high, long low) {
            int order = Long.compareUnsigned(high, idHigh);
            return order > 0 || (order == 0 && Long.compareUnsigned(low, idLow) > 0);
        }

        /** Of the newest. */
        String id() {
            return ErrorDayForm.id(idHigh, idLow);
        }

        FailureGroup shownBy(Failure example) {
            var names = new TreeSet<String>();
            agents.stream().forEach(agent -> names.add(texts.get(agent)));
            return new FailureGroup(
                    example, count, Micros.instant(firstUs), Micros.instant(lastUs), names, new ExecutionId(id()));
        }
    }

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> texts = new ArrayList<>();
    private final Map<Long, Group> groups = new HashMap<>();

    /** The number of the text that each dimension must have; -1 if any will do. */
    private final int[] wanted = new int[DIMENSIONS.size()];

    /** The numbers here of the texts of the day that is being read. */
    private int[] ofDay = {};

    ErrorGroups(Subject subject) {
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = subject.part(DIMENSIONS.get(i)).map(this::number).orElse(-1);
        }
    }

    private int number(String text) {
        Integer known = numbers.putIfAbsent(text, texts.size());
        if (known == null) {
            texts.add(text);
            return texts.size() - 1;
        }
        return known;
    }

    @Override
    public void texts(String[] those) {
        ofDay = new int[those.length];
        for (int i = 0; i < those.length; i++) {
            ofDay[i] = number(those[i]);
        }
    }

    @Override
    public void cell(int[] cell, long count, long firstUs, long lastUs, long idHigh, long idLow) {
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i] >= 0 && wanted[i] != ofDay[cell[FIRST_DIMENSION + i]]) {
                return;
            }
        }
        group(ofDay[cell[0]], ofDay[cell[1]]).add(ofDay[cell[AGENT]], count, firstUs, lastUs, idHigh, idLow);
    }

    /** Adds one whose subject is wanted. */
    void add(FailedRow row) {
        FailedRow.ErrorCell cell = row.cell();
        group(number(cell.failureClass()), number(cell.fingerprint()))
                .add(
                        number(cell.agent()),
                        1,
                        row.startedUs(),
                        row.startedUs(),
                        HexFormat.fromHexDigitsToLong(row.id(), 0, 16),
                        HexFormat.fromHexDigitsToLong(row.id(), 16, 32));
    }

    private Group group(int failureClass, int fingerprint) {
        return groups.computeIfAbsent(
                (long) failureClass << Integer.SIZE | fingerprint, key -> new Group(failureClass, fingerprint));
    }

    Collection<Group> all() {
        return groups.values();
    }
}
